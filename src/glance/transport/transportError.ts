import type { ErrorKind } from '../../errorCodes.ts';
import { GlanceError, type GlanceErrorDetails } from '../errors.ts';

const KIND_BY_CODE: Record<string, ErrorKind> = {
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
};

/** Codes of a machine without free file descriptors, ports or buffers. The service is not the cause. */
export const LOCAL_SHORTAGES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM']);

const TLS_CODE = /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH$)/;

/** The GlanceError for an error of undici or the socket (codes: Node's `errors`, undici's `core/errors.js`). */
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
  // An HTTPParserError is recognized by its name, because undici does not always give it a code.
  if (error.name === 'HTTPParserError') return new GlanceError('protocol', withCause);
  return new GlanceError(KIND_BY_CODE[code] ?? 'unreachable', withCause);
}

/** The code of an error of Node or undici; an empty text for an error without a code. */
export function toCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
