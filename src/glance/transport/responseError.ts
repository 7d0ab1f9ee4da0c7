import { parseErrorBody } from './errorBody.ts';
import { GlanceError, type GlanceErrorDetails, type GlanceErrorKind } from '../errors.ts';
import type { GlanceAnswer } from './transport.ts';
import { VENDOR_CODES } from './vendorCodes.ts';

const KIND_BY_STATUS: Record<number, GlanceErrorKind> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'imageNotFound',
  429: 'rateLimited',
  502: 'badGateway',
  503: 'unavailable',
  504: 'timeout',
};

/** Statuses that mean something only as the answer to `POST .../members`: a GET has no body that could be too large. */
const KIND_BY_ADD_STATUS: Record<number, GlanceErrorKind> = { 409: 'memberExists', 413: 'memberLimit' };

/**
 * The error that an answer with an unexpected status stands for.
 * @param adding whether the call was `POST /v2/images/{image_id}/members`
 */
export function toAnswerError(answer: GlanceAnswer, adding: boolean): GlanceError {
  const { status, requestId } = answer;
  const { text, vendorCode } = parseErrorBody(answer.text);
  const vendor = vendorCode === null ? undefined : VENDOR_CODES[vendorCode];
  const kind = vendor?.kind ?? toKind(status, text, adding);
  const details: GlanceErrorDetails = { upstreamStatus: status, requestId };
  if (vendor?.message) details.message = vendor.message;
  if (kind === 'protocol') details.outcome = status >= 400 && status < 500 ? 'notApplied' : 'unknown';
  if (kind === 'memberLimit') details.memberLimit = parseMaximum(text);
  if (kind === 'badRequest') details.refusesVisibility = text.startsWith('Invalid visibility value');
  if (kind === 'forbidden') {
    // A text that was cut does not tell who denied; a policy is the answer that leads to a look.
    details.deniedByPolicy = answer.cut !== null || /^You are not authorized to complete \w+ action/.test(text);
    details.listsOnlyShared = text.endsWith('Only shared images have members.');
    details.isForOwner = vendor !== undefined;
  }
  if (kind === 'rateLimited' || kind === 'unavailable') {
    details.retryAfterSeconds = parseRetryAfter(answer.retryAfter);
  }
  return new GlanceError(kind, details);
}

function toKind(status: number, text: string, adding: boolean): GlanceErrorKind {
  // Glance has one 404 for an unknown image and an unknown member; only the text tells them apart.
  if (status === 404 && text.includes('not found in the member list')) return 'memberNotFound';
  const kind = KIND_BY_STATUS[status] ?? (adding ? KIND_BY_ADD_STATUS[status] : undefined);
  return kind ?? (status >= 500 && status < 600 ? 'internal' : 'protocol');
}

/** From `Attempted: 3, Maximum: 2:`. */
function parseMaximum(text: string): number | null {
  const digits = /Maximum: (\d{1,9})\b/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Fits GraphQL's Int. */
const MAX_RETRY_AFTER_SECONDS = 999_999_999;

/** Both forms of RFC 9110, 10.2.3: seconds, or a date. `Date.parse` alone would take `-5` and `1.5` for dates. */
export function parseRetryAfter(value: string | null): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const date = /^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(date)) return null;
  return Math.min(Math.max(0, Math.ceil((date - Date.now()) / 1000)), MAX_RETRY_AFTER_SECONDS);
}
