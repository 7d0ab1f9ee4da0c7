import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { ActorName, Upstream } from './upstreams.ts';

export interface WireRequest {
  readonly method?: string;
  /** As it goes over the wire, with its query. */
  readonly path: string;
  /** Whose token is sent; none unless given. */
  readonly as?: ActorName;
  /** What has no header here is not sent; `Accept: application/json` unless given. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go as they are, an object as JSON. */
  readonly body?: object | string | Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Not fetch: that adds an Accept header and changes the path. */
export async function send(upstream: Upstream, endpoint: string, asked: WireRequest): Promise<WireAnswer> {
  const { method = 'GET', path, as, headers = { accept: 'application/json' }, body } = asked;
  const { hostname, port } = new URL(endpoint);
  const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(toText(body));
  return new Promise((resolve, reject) => {
    const sent = request({
      agent,
      hostname,
      port,
      method,
      path,
      headers: {
        ...(as !== undefined && { 'x-auth-token': upstream.tokens[as] }),
        ...(bytes !== undefined && { 'content-type': 'application/json', 'content-length': bytes.length }),
        ...headers,
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0;
      buffer(response).then((data) => resolve({ status, headers: response.headers, text: data.toString() }), reject);
    });
    sent.end(bytes);
  });
}

function toText(body: object | string): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/**
 * Of the connection, or of one process at one time: the real Glance adds its internal stores to the ids of its stores
 * once it has used them.
 */
const UNCOMPARED_HEADERS = ['date', 'connection', 'keep-alive', 'content-length', 'openstack-image-store-ids'];

/**
 * Replaces what differs between two servers or two runs: ids, times, addresses and the order of tags, which are a set
 * in the real one. `names` is id to name.
 */
export function normalize(
  upstream: Upstream,
  { status, headers, text }: WireAnswer,
  names: ReadonlyMap<string, string> = new Map(),
): WireAnswer {
  const normalizeText = (original: string): string => {
    let normal = original;
    for (const [name, id] of Object.entries(upstream.projects)) normal = normal.replaceAll(id, `{${name}}`);
    for (const [id, name] of names) normal = normal.replaceAll(id, `{${name}}`);
    return normal
      .replaceAll(/(?<="tags": \[)[^\]]*/g, (tags) => tags.split(', ').sort().join(', '))
      .replaceAll(/"owner": "[0-9a-f]{32}"/g, '"owner": "{admin}"')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '{time}')
      .replaceAll(/req-[0-9a-f]{8}-[0-9a-f-]{27}/g, '{request id}')
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+(?:\/identity)?/g, '{address}');
  };
  const compared = Object.entries(headers).filter(([name]) => !UNCOMPARED_HEADERS.includes(name));
  const normalHeaders = compared.map(([name, value]) => [name, normalizeText(String(value))]);
  return { status, headers: Object.fromEntries(normalHeaders), text: normalizeText(text) };
}

export interface Answers {
  readonly embedded: WireAnswer;
  readonly real: WireAnswer;
}

export async function askBoth(
  { embedded, real }: { readonly embedded: Upstream; readonly real: Upstream },
  ask: (upstream: Upstream) => Promise<WireAnswer>,
): Promise<Answers> {
  const [fromEmbedded, fromReal] = await Promise.all([ask(embedded), ask(real)]);
  return { embedded: fromEmbedded, real: fromReal };
}

/** The `message` of an error as JSON, without the line breaks that Glance appends. */
export function messageOf(text: string): string {
  const body: unknown = JSON.parse(text);
  if (typeof body !== 'object' || body === null || !('message' in body) || typeof body.message !== 'string') {
    throw new Error(`no error message in ${text}`);
  }
  return body.message.replace(/(?:<br \/>|\s)+$/, '');
}
