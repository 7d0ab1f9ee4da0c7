import type { IncomingHttpHeaders } from 'node:http';

const TOKEN = /^[\x21-\x7e]{1,8192}$/;

/** The caller's Keystone token from `X-Auth-Token` or `Authorization: Bearer`; null when there is none that may be one. */
export function parseToken(headers: IncomingHttpHeaders): string | null {
  const given = headers['x-auth-token'] ?? /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return typeof given === 'string' && TOKEN.test(given) ? given : null;
}
