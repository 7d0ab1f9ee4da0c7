import { setHeader, type RawRequest } from './rawRequest.ts';

/** A change that makes a request hostile in one way. */
export interface Step {
  readonly name: string;
  apply(request: RawRequest): void;
}

/** Every header that the gateway, Apollo Server or Node's HTTP server reads, and one that nobody does. */
export const HEADERS = [
  ...['accept', 'accept-encoding', 'access-control-request-method', 'apollo-require-preflight', 'authorization'],
  ...['connection', 'content-encoding', 'content-length', 'content-type', 'cookie', 'expect', 'host', 'keep-alive'],
  ...[
    'origin',
    'sec-websocket-key',
    'sec-websocket-protocol',
    'sec-websocket-version',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'x-apollo-operation-name',
    'x-auth-token',
  ],
  ...['x-forwarded-for', 'x-of-nobody'],
] as const;

/** Within the bytes that all headers may have together. */
const LONG = 40_000;

const REASONABLE: Readonly<Partial<Record<(typeof HEADERS)[number], string>>> = {
  accept: 'application/json;q=0.5',
  'accept-encoding': 'br;q=0.1',
  authorization: 'Bearer token-of-somebody',
  connection: 'keep-alive',
  'content-type': 'application/json;charset=utf-8',
  'content-length': '10',
  expect: '100-continue',
  origin: 'https://somewhere.example',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'graphql-transport-ws',
  'sec-websocket-version': '13',
  upgrade: 'websocket',
  'transfer-encoding': 'chunked',
  'x-forwarded-for': '10.0.0.1',
};

type Variant = readonly [name: string, toValues: (value: string) => readonly string[]];

const repeat = (text: string, count: number): string => text.repeat(count);
const many = (value: string, count: number): string[] => Array.from({ length: count }, () => value);

const VARIANTS: readonly Variant[] = [
  ['is missing', () => []],
  ['is empty', () => ['']],
  ['is a value of its own', (value) => [value]],
  ['is one long word', () => [repeat('a', LONG)]],
  ['is longer than all headers may be', () => [repeat('a', 60_000)]],
  ['is a long list', (value) => [repeat(`${value}, `, Math.floor(LONG / (value.length + 2)))]],
  ['is commas', () => [repeat(',', LONG)]],
  ['is semicolons', () => [`application/json${repeat(';', LONG)}`]],
  ['is spaces between words', () => [`a${repeat(' ', LONG)}b`]],
  ['is tabs before a word', (value) => [repeat('\t', LONG) + value]],
  ['is quotes and escapes', () => [repeat(String.raw`"\"`, LONG / 3)]],
  ['is digits', () => [repeat('9', LONG)]],
  ['is bytes beyond ASCII', () => [repeat('\u00ff\u0080', LONG / 2)]],
  ['is the name of a prototype', () => ['__proto__', 'constructor']],
  ['holds a NUL', (value) => [`${value}\0`]],
  ['holds a bare CR', (value) => [`${value}\rx-a: b`]],
  ['holds a bare LF', (value) => [`${value}\nx-a: b`]],
  ['comes twice', (value) => [value, `${value}x`]],
  ['comes 1,500 times', (value) => many(value, 1500)],
  ['comes 3,000 times', () => many('a', 3000)],
];

export const HEADER_STEPS: readonly Step[] = HEADERS.flatMap((header) =>
  VARIANTS.map(([variant, toValues]): Step => ({
    name: `${header} ${variant}`,
    apply(request) {
      if (header === 'content-length' || header === 'transfer-encoding') request.framing = 'none';
      setHeader(request, header, ...toValues(REASONABLE[header] ?? 'a-value'));
    },
  })),
);
