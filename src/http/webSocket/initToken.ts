import { readToken, type TokenReading } from '../token.ts';

type Fields = ReadonlyMap<string, unknown>;

/**
 * The token of a client that cannot set headers, such as a browser, in the payload of `connection_init`: as
 * `X-Auth-Token` or `Authorization`, at the top or in `headers`, or as `connectionParams.token` as Apollo Router sends
 * it. The rules are those of the headers.
 * @param maxLength most characters of a token
 */
export function readInitToken(payload: unknown, maxLength: number): TokenReading {
  const top = toFields(payload);
  const params = toFields(top.get('connectionparams'));
  const places = [top, toFields(top.get('headers')), params, toFields(params.get('headers'))];
  const own = places.flatMap((place) => toTexts(place.get('x-auth-token')));
  const bearers = places.flatMap((place) => toTexts(place.get('authorization')));
  for (const text of toTexts(params.get('token'))) (/^bearer\s/i.test(text) ? bearers : own).push(text);
  const headers = {
    ...(own.length > 0 ? { 'x-auth-token': own.join(', ') } : null),
    ...(bearers[0] === undefined ? null : { authorization: bearers.join(', ') }),
  };
  return readToken({ headers, headersDistinct: bearers.length > 0 ? { authorization: bearers } : {} }, maxLength);
}

/** Names without regard to case, as for headers. */
function toFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]));
}

function toTexts(value: unknown): string[] {
  return typeof value === 'string' ? [value] : [];
}
