import { GlanceError } from '../errors.ts';

/**
 * The error for a token that is refused in the middle of a write. It is not UNAUTHENTICATED, because that means that
 * nothing was changed, and an earlier call of the write may have changed something. A client that repeats the write
 * then gets UNAUTHENTICATED.
 */
export function toTokenEnded({ upstreamStatus, requestId }: GlanceError): GlanceError {
  return new GlanceError('unavailable', {
    message: 'The token ended while the change was under way.',
    upstreamStatus,
    requestId,
    outcome: 'unknown',
  });
}
