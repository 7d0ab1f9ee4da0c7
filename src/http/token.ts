import type { IncomingMessage } from 'node:http';
import { MIN_TOKEN_LENGTH } from '../lib/minTokenLength.ts';

/** What a token is made of: visible ASCII characters. */
const TOKEN = /^[\x21-\x7e]+$/;

/** Clouds are known that have tokens of this length. */
export const MAX_TOKEN_LENGTH = 32_768;

/** What the other headers of a request may have, the path included: as much as Node grants to all by default. */
export const OTHER_HEADERS_BYTES = 16 * 1024;

/** What a request with the longest token that is taken by default may have. */
export const MAX_HEADER_BYTES = MAX_TOKEN_LENGTH + OTHER_HEADERS_BYTES;

const SCHEME = /^[ \t]*bearer[ \t]+/i;

/** The caller's Keystone token. Where what was sent cannot be one, `problem` may say why in a sentence. */
export interface TokenReading {
  readonly token: string | null;
  readonly problem: string | null;
}

const MISSING: TokenReading = { token: null, problem: null };
const AMBIGUOUS: TokenReading = { token: null, problem: 'The request holds several different tokens in one header.' };

/**
 * Reads the token from `X-Auth-Token` or `Authorization: Bearer`. A header that is empty, or that holds what cannot be a
 * token, does not hide the other header. Where both hold a token, `X-Auth-Token` is taken.
 * @param maxLength most characters that a token may have
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
  // Node keeps only the first `Authorization` in `headers`.
  const all = SCHEME.test(authorization) ? [authorization] : (request.headersDistinct['authorization'] ?? []);
  const credentials = all.flatMap(splitRepeated).filter((credential) => SCHEME.test(credential));
  return readValues(
    credentials.map((credential) => credential.replace(SCHEME, '')),
    maxLength,
  );
}

/** Splits what Node or a proxy joined: a header that was sent several times. No token holds the space. */
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
