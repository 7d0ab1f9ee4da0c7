import { ERROR_CODES } from '../../errorCodes.ts';
import { CallLimitError } from '../../fairness/callLimit.ts';
import { GlanceError } from '../../glance/glance.ts';
import { createExcess, LimitError, toLimitExtensions } from '../limits/limitError.ts';
import { RepresentationError } from '../server/representations.ts';
import { InputError } from './inputError.ts';

/** `message` and `extensions` of a top-level error, or null for an error that is a bug of the gateway. */
export function toTopLevelError(error: unknown): { message: string; extensions: Record<string, unknown> } | null {
  if (error instanceof InputError) {
    const extensions = { code: 'INVALID_INPUT', retryable: false, issues: error.issues };
    return { message: error.message, extensions };
  }
  if (error instanceof RepresentationError) {
    return { message: error.message, extensions: { code: 'BAD_USER_INPUT', retryable: false } };
  }
  if (error instanceof CallLimitError) return toTopLevelError(createExcess('calls', error.maximum));
  if (error instanceof LimitError) return { message: error.message, extensions: toLimitExtensions(error) };
  if (!(error instanceof GlanceError)) return null;
  const { retryable, retryAfterSeconds, requestId, upstreamStatus, message } = error;
  const { code } = ERROR_CODES[error.kind];
  return { message, extensions: { code, retryable, retryAfterSeconds, requestId, upstreamStatus } };
}
