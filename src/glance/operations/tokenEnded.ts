import { GlanceError } from '../errors.ts';

/**
 * What a refused token becomes in the middle of a write. UNAUTHENTICATED alone would say that nothing had happened,
 * though an earlier call of the write may have changed something. A client that repeats the write learns that it has to
 * sign in.
 */
export function toTokenEnded({ upstreamStatus, requestId }: GlanceError): GlanceError {
  return new GlanceError('unavailable', {
    message: 'The token ended while the change was under way.',
    upstreamStatus,
    requestId,
    outcome: 'unknown',
  });
}
