/** The ways of a subscription to a client. */
export type Transport = 'sse' | 'multipart' | 'websocket';

/** What a client accepts for a subscription. */
export interface StreamAccept {
  readonly transport: Exclude<Transport, 'websocket'>;
  /** Whether the client wants the result of a query or mutation as an event too, because it prefers that to JSON. */
  readonly isForAll: boolean;
}

const JSON_RANGE = /^(\*\/\*|application\/(\*|json|graphql-response\+json))$/;
const MULTIPART_SPEC = /^subscriptionspec="?1\.0"?$/;

/** Of two transports with equal quality the first one in the header wins. */
export function parseStreamAccept(header: string): StreamAccept | null {
  let stream = { transport: null as StreamAccept['transport'] | null, quality: 0 };
  let jsonQuality = 0;
  for (const [index, range] of header.split(',').entries()) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const quality = (q === undefined ? 1 : Number(q) || 0) - index * 1e-6;
    const transport = toTransport(name, parameters);
    if (transport !== null && quality > stream.quality) stream = { transport, quality };
    if (JSON_RANGE.test(name)) jsonQuality = Math.max(jsonQuality, quality);
  }
  const { transport, quality } = stream;
  return transport && { transport, isForAll: transport === 'sse' && quality > jsonQuality };
}

function toTransport(name: string, parameters: readonly string[]): StreamAccept['transport'] | null {
  if (name === 'text/event-stream') return 'sse';
  const isMultipart = name === 'multipart/mixed' && parameters.some((parameter) => MULTIPART_SPEC.test(parameter));
  return isMultipart ? 'multipart' : null;
}
