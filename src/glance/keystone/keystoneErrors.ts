import { parseRetryAfter } from '../transport/responseError.ts';
import type { CatalogChoice, CatalogLack } from './wire/catalog.ts';
import { GlanceError, isGlanceError, type GlanceErrorDetails } from '../errors.ts';
import type { GlanceResponse } from '../transport/call.ts';

/** What Keystone failed to do is said of the identity service: whoever reads it must not look for a fault in Glance. */
function unavailable(details: GlanceErrorDetails): GlanceError {
  const message = 'The identity service is down or overloaded.';
  return new GlanceError('unavailable', { message, outcome: 'notApplied', ...details });
}

/** The error for a call that brought no whole response. */
export function toOutage(cause: unknown): GlanceError {
  if (isGlanceError(cause, 'timeout')) {
    return unavailable({ message: 'The identity service did not answer in time.', cause });
  }
  if (!isGlanceError(cause, 'unreachable')) return unavailable({ cause });
  const { retryable } = cause;
  const message = retryable
    ? 'The identity service could not be reached.'
    : 'No secure connection to the identity service could be made.';
  return unavailable({ message, retryable, cause });
}

/** The error for a response that says nothing about the token. */
export function toKeystoneError({ status, requestId, retryAfter }: GlanceResponse): GlanceError {
  if (status === 403) {
    const message = 'The identity service knows the token, but does not allow it to be used here.';
    return new GlanceError('forbidden', { message, requestId, deniedByPolicy: true });
  }
  const details = { requestId, retryAfterSeconds: parseRetryAfter(retryAfter) };
  if (status === 429) return unavailable({ ...details, message: 'Too many requests to the identity service.' });
  return status >= 500 ? unavailable(details) : toNonsense(undefined, details);
}

/** The error for a response that is not what Keystone promises. */
export function toNonsense(cause: unknown, details: GlanceErrorDetails = {}): GlanceError {
  const message = 'The identity service gave an answer that the gateway does not understand.';
  return unavailable({ ...details, message, cause });
}

/** The error for a catalog that leads to no image service. It stays as it is until somebody changes a setting. */
export function toLackError(lack: CatalogLack): GlanceError {
  const message =
    lack === 'none'
      ? 'The service catalog has no image service for the configured region and interface.'
      : 'The service catalog names no usable address of the image service.';
  return unavailable({ message, retryable: false, cause: new Error(LACKS[lack]) });
}

const LACKS: Record<CatalogLack, string> = {
  none: 'the catalog has no such image endpoint',
  unusable: 'the catalog names it by what is no http or https URL of a host, without credentials and query',
};

/** What an operator has to know, and a client need not. */
export function toLackSentence(lack: CatalogLack, choice: CatalogChoice): string {
  const region = choice.region === null ? 'any region' : `region ${choice.region}`;
  return (
    `No image service was found in the catalog for the ${choice.interface} interface (OS_INTERFACE) in ${region} ` +
    `(OS_REGION_NAME): ${LACKS[lack]}.`
  );
}
