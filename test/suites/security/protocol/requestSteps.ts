import type { Step } from './headerSteps.ts';
import { QUERY, setHeader, toOneChunk, type RawRequest } from './rawRequest.ts';

const LONG = 40_000;

function toGet(request: RawRequest, search: string): void {
  Object.assign(request, { method: 'GET', target: `/graphql?${search}`, body: Buffer.alloc(0), framing: 'none' });
  setHeader(request, 'apollo-require-preflight', 'true');
}

const TARGETS: readonly (readonly [name: string, target: string])[] = [
  ['is empty', ''],
  ['is a star', '*'],
  ['is the root', '/'],
  ['is the playground', '/graphiql'],
  ['is health', '/healthz'],
  ['is readiness', '/readyz'],
  ['is a long path', `/${'a'.repeat(LONG)}`],
  ['is longer than all headers may be', `/graphql?query=${'a'.repeat(60_000)}`],
  ['is slashes', '/'.repeat(LONG)],
  ['has slashes at its end', `/graphql${'/'.repeat(LONG)}`],
  ['is question marks', `/graphql${'?'.repeat(LONG)}`],
  ['is dots', `/graphql${'/..'.repeat(LONG / 4)}`],
  ['has a long host', `http://${'a'.repeat(LONG)}/graphql`],
  ['has a host without an end', `http:${'/'.repeat(LONG)}`],
  ['has a fragment', '/graphql#a'],
  ['has bytes beyond ASCII', '/graphql?query=\u00ff\u0080'],
  ['is an address', 'gateway:443'],
];

const SEARCHES: readonly (readonly [name: string, search: string])[] = [
  ['is the query', `query=${encodeURIComponent(QUERY)}`],
  ['is a comment', `query=${encodeURIComponent(`{__typename}#`)}${'a'.repeat(LONG)}`],
  ['is percent signs', `query=${'%'.repeat(LONG)}`],
  ['is broken UTF-8', `query=${'%c0%af'.repeat(LONG / 6)}`],
  ['is encoded braces', `query=${'%7B'.repeat(LONG / 3)}`],
  ['is plus signs', `query=${'+'.repeat(LONG)}`],
  ['is many names', Array.from({ length: 8000 }, (_, index) => `a${index.toString(36)}`).join('&')],
  ['is the same name often', 'query=%7B__typename%7D&'.repeat(1500)],
  ['has deep variables', `query=%7B__typename%7D&variables=${'%5B'.repeat(LONG / 3)}`],
  ['has extensions that are no JSON', `query=%7B__typename%7D&extensions=${'{'.repeat(LONG)}`],
  ['is a mutation', `query=${encodeURIComponent('mutation { __typename }')}`],
];

/** The headers of a handshake, which other steps may change, and a POST, which no handshake is. */
function askForWebSocket(request: RawRequest): void {
  setHeader(request, 'connection', 'Upgrade');
  setHeader(request, 'upgrade', 'websocket');
  setHeader(request, 'sec-websocket-version', '13');
  setHeader(request, 'sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ==');
  setHeader(request, 'sec-websocket-protocol', 'graphql-transport-ws');
}

const BODIES: readonly (readonly [name: string, body: string | Buffer])[] = [
  ['is empty', ''],
  ['is spaces of 256 KiB', ' '.repeat(256 * 1024)],
  ['is longer than 256 KiB', `{"query":"${'a'.repeat(300_000)}"}`],
  ['is cut', '{"query":"{ __typename'],
  ['is no JSON', 'query={__typename}'],
  ['is null', 'null'],
  ['is a number of 200,000 digits', '1'.repeat(200_000)],
  ['is 200,000 opening brackets', '['.repeat(200_000)],
  ['is deep', `{"query":"{__typename}","variables":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`],
  ['is a batch of 10,000', `[${Array.from({ length: 10_000 }, () => '{"query":"{a}"}').join(',')}]`],
  ['is 15,000 names', JSON.stringify(Object.fromEntries(Array.from({ length: 15_000 }, (_, i) => [`name${i}`, i])))],
  ['is escapes', `{"query":"${String.raw`\u0000`.repeat(40_000)}"}`],
  ['is lone surrogates', `{"query":"${String.raw`\ud800`.repeat(40_000)}"}`],
  ['is bytes that are no UTF-8', Buffer.alloc(100_000, 0xff)],
  ['is NULs', Buffer.alloc(100_000)],
  ['is a byte order mark', '\ufeff'],
  ['names prototypes', '{"query":"{__typename}","__proto__":{"a":1},"variables":{"constructor":{"prototype":1}}}'],
  ['has an operationName of 200,000 characters', `{"query":"{__typename}","operationName":"${'a'.repeat(200_000)}"}`],
  ['has types that are wrong', '{"query":{"a":1},"variables":[1],"operationName":7,"extensions":"x"}'],
  ['is a query of 100,000 braces', `{"query":"${'{'.repeat(100_000)}"}`],
  ['is a query of 100,000 arguments', `{"query":"{ image(${'a:1 '.repeat(50_000)}) { id } }"}`],
];

type Chunks = readonly [name: string, toChunks: (body: Buffer) => Buffer];
const text = (value: string): Buffer => Buffer.from(value, 'latin1');

const CHUNKS: readonly Chunks[] = [
  ['are of one byte', (body) => Buffer.concat([...body.subarray(0, 2000)].map((byte) => toOneChunk(Buffer.of(byte))))],
  ['have a size with many zeros', (body) => text(`${'0'.repeat(5000)}${toOneChunk(body).toString('latin1')}`)],
  [
    'have a long extension',
    (body) => text(`${body.length.toString(16)};${'a'.repeat(LONG)}\r\n${body.toString('latin1')}\r\n`),
  ],
  [
    'have many extensions',
    (body) => text(`${body.length.toString(16)}${';a=b'.repeat(4000)}\r\n${body.toString('latin1')}\r\n`),
  ],
  ['have extensions in each of 2,000', () => text('1;a=b\r\n \r\n'.repeat(2000))],
  ['have the largest size', (body) => Buffer.concat([text('ffffffffffffffff\r\n'), body])],
  ['have a size that overflows', (body) => Buffer.concat([text('1ffffffffffffffff\r\n'), body])],
  ['have a size below zero', (body) => Buffer.concat([text('-1\r\n'), body])],
  ['have a size that is no number', (body) => Buffer.concat([text('zz\r\n'), body])],
  ['have no end', (body) => Buffer.concat([text(`${(body.length + 10).toString(16)}\r\n`), body])],
  ['are longer than their size', (body) => Buffer.concat([text('1\r\n'), body, text('\r\n')])],
  [
    'are ten of 30,000 bytes',
    () => Buffer.concat(Array.from({ length: 10 }, () => toOneChunk(Buffer.alloc(30_000, 32)))),
  ],
];

const TRAILERS: readonly (readonly [name: string, trailers: string])[] = [
  ['are 1,000', Array.from({ length: 1000 }, (_, index) => `x-${index}: a\r\n`).join('')],
  ['are one long one', `x-a: ${'a'.repeat(LONG)}\r\n`],
  ['are longer than all headers may be', `x-a: ${'a'.repeat(60_000)}\r\n`],
  ['hold a token and a length', 'x-auth-token: token-of-somebody-else\r\ncontent-length: 5\r\n'],
  ['are no headers', 'a b c\r\n'],
];

const LENGTHS = ['0', '1', '1000', '-1', '+5', '0x10', '1e3', '9'.repeat(30), '1, 1', ''];
const METHODS = [
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PATCH',
  'QUERY',
  'post',
  'A'.repeat(LONG),
  '',
];
const VERSIONS = ['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'HTTP/1.1 HTTP/1.1', 'http/1.1', ''];
const COPIES = [2, 20, 100];

export const REQUEST_STEPS: readonly Step[] = [
  ...TARGETS.map(([name, target]): Step => ({
    name: `target ${name}`,
    apply: (r) => void Object.assign(r, { target }),
  })),
  ...SEARCHES.map(([name, search]): Step => ({ name: `search ${name}`, apply: (r) => toGet(r, search) })),
  ...BODIES.map(([name, body]): Step => ({ name: `body ${name}`, apply: (r) => void (r.body = Buffer.from(body)) })),
  ...CHUNKS.map(([name, toChunks]): Step => ({
    name: `chunks ${name}`,
    apply: (r) => void Object.assign(r, { framing: 'chunked', toChunks }),
  })),
  ...TRAILERS.map(([name, trailers]): Step => ({
    name: `trailers ${name}`,
    apply: (r) => void Object.assign(r, { framing: 'chunked', trailers }),
  })),
  ...LENGTHS.map((length): Step => ({ name: `length "${length}"`, apply: (r) => void (r.length = length) })),
  ...METHODS.map((method): Step => ({
    name: `method "${method.slice(0, 10)}"`,
    apply: (r) => void (r.method = method),
  })),
  ...VERSIONS.map((version): Step => ({ name: `version "${version}"`, apply: (r) => void (r.version = version) })),
  ...COPIES.map((copies): Step => ({ name: `pipeline of ${copies}`, apply: (r) => void (r.copies = copies) })),
  { name: 'preface of HTTP/2', apply: (r) => void (r.before = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n') },
  { name: 'preface of 1,000 empty lines', apply: (r) => void (r.before = '\r\n'.repeat(1000)) },
  {
    name: 'headers of 3,000 other names',
    apply: (r) => r.headers.push(...Array.from({ length: 3000 }, (_, i) => [`x-${i}`, 'a'] as const)),
  },
  { name: 'handshake of a WebSocket by POST', apply: askForWebSocket },
  { name: 'length that is missing', apply: (r) => void Object.assign(r, { framing: 'none' }) },
];
