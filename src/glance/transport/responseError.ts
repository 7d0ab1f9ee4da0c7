import type { ErrorKind } from '../../errorCodes.ts';
import { parseErrorBody } from './wire/errorBody.ts';
import { GlanceError, type GlanceErrorDetails } from '../errors.ts';
import type { GlanceResponse, StatusErrors } from './call.ts';
import { VENDOR_CODES } from './wire/vendorCodes.ts';

/** Statuses that mean the same for every request. A wire call states the meaning of other statuses. */
const KIND_BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  429: 'rateLimited',
  502: 'badGateway',
  503: 'unavailable',
  504: 'timeout',
};

/** The error for a response with an unexpected status. @param errors the statuses that the request gives a meaning */
export function toResponseError(response: GlanceResponse, errors: StatusErrors = {}): GlanceError {
  const { status, requestId } = response;
  const { text, vendorCode } = parseErrorBody(response.text);
  const vendor = vendorCode === null ? undefined : VENDOR_CODES[vendorCode];
  const kind = vendor?.kind ?? toKind(status, text, errors);
  const details: GlanceErrorDetails = { upstreamStatus: status, requestId };
  if (vendor?.message) details.message = vendor.message;
  if (kind === 'protocol') details.outcome = status >= 400 && status < 500 ? 'notApplied' : 'unknown';
  if (kind === 'memberLimit') details.memberLimit = parseMaximum(text);
  if (kind === 'badRequest') details.refusesVisibility = text.startsWith('Invalid visibility value');
  if (kind === 'forbidden') {
    // A cut text does not tell the reason. Assume a policy: `explainForbidden` then finds out the reason.
    details.deniedAction = /^You are not authorized to complete (\w{1,64}) action/.exec(text)?.[1] ?? null;
    details.deniedByPolicy = response.cut !== null || details.deniedAction !== null;
    details.listsOnlyShared = text.endsWith('Only shared images have members.');
    details.isForOwner = vendor !== undefined;
  }
  if (kind === 'rateLimited' || kind === 'unavailable') {
    details.retryAfterSeconds = parseRetryAfter(response.retryAfter);
  }
  return new GlanceError(kind, details);
}

function toKind(status: number, text: string, errors: StatusErrors): ErrorKind {
  const own = errors[status];
  if (own !== undefined) return typeof own === 'function' ? own(text) : own;
  return KIND_BY_STATUS[status] ?? (status >= 500 && status < 600 ? 'internal' : 'protocol');
}

/** The maximum in Glance's text `Attempted: 3, Maximum: 2:`. */
function parseMaximum(text: string): number | null {
  const digits = /Maximum: (\d{1,9})\b/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The largest value that is sent, because GraphQL's Int has 32 bits. */
const MAX_RETRY_AFTER_SECONDS = 999_999_999;

/** Parses seconds or a date (RFC 9110, 10.2.3). Checks the form of a date, because `Date.parse` also accepts `-5`. */
export function parseRetryAfter(value: string | null): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const date = /^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(date)) return null;
  return Math.min(Math.max(0, Math.ceil((date - Date.now()) / 1000)), MAX_RETRY_AFTER_SECONDS);
}
