/**
 * On every answer, as names and values in turn: answers are data, which no browser may run, frame or guess the type of.
 * `Strict-Transport-Security` is left to whoever ends TLS.
 */
export const SECURITY_HEADERS: readonly string[] = [
  'x-content-type-options',
  'nosniff',
  'referrer-policy',
  'no-referrer',
  'content-security-policy',
  "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options',
  'DENY',
  'cross-origin-resource-policy',
  'same-origin',
];

/** What Node's parser is answered with when it finds no request in what came, without a word about why. */
export function toRawAnswer(errorCode: string | undefined): string {
  const statusLine =
    errorCode === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : errorCode === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  const lines = [`HTTP/1.1 ${statusLine}`, 'connection: close', 'content-length: 0'];
  for (let i = 0; i < SECURITY_HEADERS.length; i += 2) lines.push(`${SECURITY_HEADERS[i]}: ${SECURITY_HEADERS[i + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
