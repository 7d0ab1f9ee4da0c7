import type { ErrorKind } from '../../errorCodes.ts';
import { GlanceError, type GlanceErrorDetails } from '../errors.ts';

const KIND_BY_CODE: Record<string, ErrorKind> = {
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
};

/** What this machine ran out of before it could connect: file descriptors, ports, buffers. No fault of the service. */
export const LOCAL_LACKS: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);

const TLS_CODE = /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH$)/;

/** Turns what undici and the socket report (codes: Node's `errors`, undici's `core/errors.js`) into a GlanceError. */
export function toTransportError(error: Error, details: GlanceErrorDetails): GlanceError {
  const code = toCode(error);
  const withCause = { ...details, cause: error };
  if (TLS_CODE.test(code)) {
    return new GlanceError('unreachable', {
      ...withCause,
      message: 'No secure connection to the image service could be made.',
      retryable: false,
    });
  }
  // Undici gives this one a code only when the parser has nothing to say about it.
  if (error.name === 'HTTPParserError') return new GlanceError('protocol', withCause);
  return new GlanceError(KIND_BY_CODE[code] ?? 'unreachable', withCause);
}

/** The code that Node or undici gives an error, or an empty text. */
export function toCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
