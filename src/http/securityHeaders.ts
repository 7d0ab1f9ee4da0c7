import { HttpError } from './httpError.ts';
import { MAX_HEADER_BYTES } from './token.ts';

/**
 * Headers of every response, as names and values in turn. Responses are data: no browser may run them, frame them or
 * guess their type. The proxy that ends TLS has to add `Strict-Transport-Security`.
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

/**
 * The whole response to bytes that are no HTTP request. It gives a reason only for headers that are too long, because
 * only then a client can do something about it.
 */
export function toRawResponse(errorCode: string | undefined, maxHeaderBytes: number = MAX_HEADER_BYTES): string {
  if (errorCode === 'HPE_HEADER_OVERFLOW') {
    const { body } = new HttpError(431, `The headers are too long: at most ${maxHeaderBytes} bytes are taken.`);
    return toText('431 Request Header Fields Too Large', body);
  }
  return toText(errorCode === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request', '');
}

function toText(statusLine: string, body: string): string {
  const lines = [`HTTP/1.1 ${statusLine}`, 'connection: close', `content-length: ${Buffer.byteLength(body)}`];
  if (body !== '') lines.push('content-type: application/json; charset=utf-8', 'cache-control: no-store');
  for (let i = 0; i < SECURITY_HEADERS.length; i += 2) lines.push(`${SECURITY_HEADERS[i]}: ${SECURITY_HEADERS[i + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
