import type { IncomingMessage } from 'node:http';
import { MIN_TOKEN_LENGTH } from '../lib/minTokenLength.ts';

/** A token has only visible ASCII characters. */
const TOKEN = /^[\x21-\x7e]+$/;

/** Most characters of a token unless configured. Some clouds have tokens of this length. */
export const MAX_TOKEN_LENGTH = 32_768;

/** Most bytes of the path and the headers besides the token: Node's default for all headers. */
export const OTHER_HEADERS_BYTES = 16 * 1024;

/** Most bytes of the path and all headers unless configured. */
export const MAX_HEADER_BYTES = MAX_TOKEN_LENGTH + OTHER_HEADERS_BYTES;

const SCHEME = /^[ \t]*bearer[ \t]+/i;

/** The caller's Keystone token. When the sent text cannot be a token, `problem` may say why in one sentence. */
export interface TokenReading {
  readonly token: string | null;
  readonly problem: string | null;
}

const MISSING: TokenReading = { token: null, problem: null };
const AMBIGUOUS: TokenReading = { token: null, problem: 'The request holds several different tokens in one header.' };

/**
 * Reads the token from `X-Auth-Token` or `Authorization: Bearer`. When one header is empty or its text cannot be a
 * token, the other header is read. When both have a token, `X-Auth-Token` counts.
 * @param maxLength most characters of a token
 */
export function readToken(
  request: Pick<IncomingMessage, 'headers' | 'headersDistinct'>,
  maxLength: number,
): TokenReading {
  const { 'x-auth-token': own, authorization } = request.headers;
  const first = typeof own === 'string' ? readValues(splitRepeated(own), maxLength) : MISSING;
  if (first.token !== null || first === AMBIGUOUS || authorization === undefined) return first;
  const second = readBearer(authorization, request, maxLength);
  return second === MISSING ? first : second;
}

function readBearer(
  authorization: string,
  request: Pick<IncomingMessage, 'headersDistinct'>,
  maxLength: number,
): TokenReading {
  // Node keeps only the first of several `Authorization` headers in `headers`.
  const all = SCHEME.test(authorization) ? [authorization] : (request.headersDistinct['authorization'] ?? []);
  const credentials = all.flatMap(splitRepeated).filter((credential) => SCHEME.test(credential));
  return readValues(
    credentials.map((credential) => credential.replace(SCHEME, '')),
    maxLength,
  );
}

/** Splits a header that was sent several times and that Node or a proxy joined. A token has no space. */
function splitRepeated(value: string): readonly string[] {
  return value.includes(', ') ? value.split(', ') : [value];
}

function readValues(values: readonly string[], maxLength: number): TokenReading {
  let token = '';
  for (const value of values) {
    const text = value.trim();
    if (text.length < MIN_TOKEN_LENGTH || text === token) continue;
    if (token !== '') return AMBIGUOUS;
    token = text;
  }
  if (!TOKEN.test(token)) return MISSING;
  if (token.length <= maxLength) return { token, problem: null };
  const problem = `The token is too long: it has ${token.length} characters, and at most ${maxLength} are taken.`;
  return { token: null, problem };
}
