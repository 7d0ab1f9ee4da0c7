import { parseRetryAfter } from '../transport/responseError.ts';
import type { CatalogChoice, CatalogProblem } from './wire/catalog.ts';
import { GlanceError, isGlanceError, type GlanceErrorDetails } from '../errors.ts';
import type { GlanceResponse } from '../transport/call.ts';

/**
 * The error for a failure of Keystone. The message names the identity service, so that nobody looks for a fault in
 * Glance.
 */
function createUnavailable(details: GlanceErrorDetails): GlanceError {
  const message = 'The identity service is down or overloaded.';
  return new GlanceError('unavailable', { message, outcome: 'notApplied', ...details });
}

/** The error for a call to Keystone without a complete response. */
export function toOutageError(cause: unknown): GlanceError {
  if (isGlanceError(cause, 'timeout')) {
    return createUnavailable({ message: 'The identity service did not respond in time.', cause });
  }
  if (!isGlanceError(cause, 'unreachable')) return createUnavailable({ cause });
  const { retryable } = cause;
  const message = retryable
    ? 'The identity service could not be reached.'
    : 'No secure connection to the identity service could be made.';
  return createUnavailable({ message, retryable, cause });
}

/** The error for a response that says nothing about the token. */
export function toKeystoneError({ status, requestId, retryAfter }: GlanceResponse): GlanceError {
  if (status === 403) return createForbidden(requestId);
  const details = { requestId, retryAfterSeconds: parseRetryAfter(retryAfter) };
  if (status === 429) return createUnavailable({ ...details, message: 'Too many requests to the identity service.' });
  return status >= 500 ? createUnavailable(details) : toUnexpectedResponseError(undefined, details);
}

/** The error for a 403 of Keystone. */
export function createForbidden(requestId: string | null): GlanceError {
  const message = 'The identity service knows the token, but does not allow it to be used here.';
  return new GlanceError('forbidden', { message, requestId, deniedByPolicy: true });
}

/** The error for a response that is not what Keystone's API promises. */
export function toUnexpectedResponseError(cause: unknown, details: GlanceErrorDetails = {}): GlanceError {
  const message = 'The identity service gave a response that the gateway does not understand.';
  return createUnavailable({ ...details, message, cause });
}

/** The error for a catalog without a usable image service. Not retryable, because only a changed setting helps. */
export function toCatalogError(problem: CatalogProblem): GlanceError {
  const message =
    problem === 'none'
      ? 'The service catalog has no image service for the configured region and interface.'
      : 'The service catalog names no usable address of the image service.';
  return createUnavailable({ message, retryable: false, cause: new Error(PROBLEMS[problem]) });
}

const PROBLEMS: Record<CatalogProblem, string> = {
  none: 'the catalog has no such image endpoint',
  unusable: 'the URL in the catalog is not an http or https URL with a host and without credentials and query',
};

/** The sentence for the operator's log. It names the settings, which a client's message does not. */
export function toCatalogSentence(problem: CatalogProblem, choice: CatalogChoice): string {
  const region = choice.region === null ? 'any region' : `region ${choice.region}`;
  return (
    `No image service was found in the catalog for the ${choice.interface} interface (OS_INTERFACE) in ${region} ` +
    `(OS_REGION_NAME): ${PROBLEMS[problem]}.`
  );
}
