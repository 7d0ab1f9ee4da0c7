export const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
export const QUERY = `{ image(id: "${IMAGE}") { name } }`;

type Header = readonly [name: string, value: string];

/** One request as it goes over the wire, in parts that hostile steps change. Texts are latin1. */
export interface RawRequest {
  /** Before the request line. */
  before: string;
  method: string;
  target: string;
  version: string;
  headers: Header[];
  body: Buffer;
  framing: 'length' | 'chunked' | 'none';
  /** What `content-length` says instead of the truth. */
  length: string | null;
  /** Makes the chunks of the body. */
  toChunks: (body: Buffer) => Buffer;
  /** After the last chunk. */
  trailers: string;
  /** How often the request stands on the connection. */
  copies: number;
}

export function createPost(): RawRequest {
  return {
    before: '',
    method: 'POST',
    target: '/graphql',
    version: 'HTTP/1.1',
    headers: [
      ['host', 'gateway'],
      ['x-auth-token', 'token-of-a-hostile-client'],
      ['content-type', 'application/json'],
    ],
    body: Buffer.from(JSON.stringify({ query: QUERY })),
    framing: 'length',
    length: null,
    toChunks: toOneChunk,
    trailers: '',
    copies: 1,
  };
}

export function toOneChunk(body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
}

export function setHeader(request: RawRequest, name: string, ...values: string[]): void {
  const others = request.headers.filter(([other]) => other !== name);
  request.headers = [...others, ...values.map((value): Header => [name, value])];
}

/** A body makes no sense with every method, but a hostile client sends one all the same. */
export function toBytes(request: RawRequest): Buffer {
  const { before, method, target, version, headers, body, framing, length, toChunks, trailers, copies } = request;
  const lines = [`${method} ${target} ${version}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  if (framing === 'chunked') lines.push('transfer-encoding: chunked');
  else if (framing === 'length') lines.push(`content-length: ${length ?? body.length}`);
  const head = Buffer.from(`${before}${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const end = Buffer.from(`0\r\n${trailers}\r\n`, 'latin1');
  const one = Buffer.concat(framing === 'chunked' ? [head, toChunks(body), end] : [head, body]);
  return Buffer.concat(Array.from({ length: copies }, () => one));
}
