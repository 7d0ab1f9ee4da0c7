import { GlanceError } from '../errors.ts';

/** The error where only the operator can help, by another credential. */
export function createUnusableDirectory(): GlanceError {
  const message = "The operator's directory of projects cannot be used.";
  return new GlanceError('unavailable', { message, retryable: false, outcome: 'notApplied' });
}

export function createTooManyLookUps(waitMs: number): GlanceError {
  const message = "Too many look-ups in the operator's directory of projects in a minute.";
  return new GlanceError('rateLimited', {
    message,
    outcome: 'notApplied',
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  });
}
