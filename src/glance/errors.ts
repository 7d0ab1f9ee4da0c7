import { ExpectedError } from '../expectedError.ts';

/** What went wrong with a call, in the terms of the image service. */
export type GlanceErrorKind =
  | 'badRequest'
  | 'unauthorized'
  | 'forbidden'
  | 'imageNotFound'
  | 'memberNotFound'
  | 'memberExists'
  | 'memberLimit'
  | 'rateLimited'
  | 'internal'
  | 'badGateway'
  | 'unavailable'
  | 'timeout'
  | 'unreachable'
  | 'protocol';

/** What a caller may believe about the change that it asked for. Of an `applied` one only the answer was lost. */
export type Outcome = 'notApplied' | 'unknown' | 'applied';

export interface GlanceErrorDetails {
  /** One English sentence for a person, without URLs, markup or secrets. */
  message?: string;
  /** HTTP status of the answer; null when there was none. */
  upstreamStatus?: number | null;
  /** `X-OpenStack-Request-ID` of the failed call; null when no call was made. */
  requestId?: string | null;
  outcome?: Outcome;
  retryable?: boolean;
  retryAfterSeconds?: number | null;
  /** The member quota, as far as the image service named it. */
  memberLimit?: number | null;
  /** Who answered 403: Glance's policy engine cannot tell an owner without the role from a stranger to the image. */
  deniedByPolicy?: boolean;
  /** A successful response was cut off at the limit of bytes. A smaller page of the same list may still be read. */
  tooLarge?: boolean;
  /** Whether a 400 was for the visibility that a list was asked for: services before Stein do not know `all`. */
  refusesVisibility?: boolean;
  /** How long the image service had been silent when a call that went out was given up; null for any other end. */
  silentMs?: number | null;
  /** Whether a list of members was denied because Glance lists them for shared images alone. */
  listsOnlyShared?: boolean;
  /** Whether the service said that only the owner may do this. */
  isForOwner?: boolean;
  cause?: unknown;
}

const DEFAULTS: Record<GlanceErrorKind, { message: string; retryable: boolean; outcome: Outcome }> = {
  badRequest: { message: 'The image service refused the request as invalid.', retryable: false, outcome: 'notApplied' },
  unauthorized: { message: 'The token is invalid or has expired.', retryable: false, outcome: 'notApplied' },
  forbidden: { message: 'You are not allowed to do this.', retryable: false, outcome: 'notApplied' },
  imageNotFound: {
    message: 'The image does not exist or you may not see it.',
    retryable: false,
    outcome: 'notApplied',
  },
  memberNotFound: {
    message: 'The image is not shared with this project, or you may not see that it is.',
    retryable: false,
    outcome: 'notApplied',
  },
  memberExists: {
    message: 'The image is already shared with this project.',
    retryable: false,
    outcome: 'notApplied',
  },
  memberLimit: {
    message: 'The image is shared with as many projects as allowed.',
    retryable: false,
    outcome: 'notApplied',
  },
  rateLimited: { message: 'Too many requests to the image service.', retryable: true, outcome: 'notApplied' },
  internal: { message: 'The image service failed.', retryable: true, outcome: 'unknown' },
  badGateway: {
    message: 'A proxy got no valid answer from the image service.',
    retryable: true,
    outcome: 'unknown',
  },
  unavailable: { message: 'The image service is down or overloaded.', retryable: true, outcome: 'unknown' },
  timeout: { message: 'The image service did not answer in time.', retryable: true, outcome: 'unknown' },
  unreachable: { message: 'The image service could not be reached.', retryable: true, outcome: 'unknown' },
  protocol: {
    message: 'The image service gave an answer that the gateway does not understand.',
    retryable: false,
    outcome: 'unknown',
  },
};

/**
 * The only error that leaves src/glance on purpose. Created by the client and the calls on it, translated by
 * src/graphql/errors.ts. Holds no token, URL or body.
 */
export class GlanceError extends ExpectedError {
  override readonly name = 'GlanceError' as const;
  readonly kind: GlanceErrorKind;
  readonly upstreamStatus: number | null;
  readonly requestId: string | null;
  readonly outcome: Outcome;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
  readonly memberLimit: number | null;
  readonly deniedByPolicy: boolean;
  readonly tooLarge: boolean;
  readonly refusesVisibility: boolean;
  readonly silentMs: number | null;
  readonly listsOnlyShared: boolean;
  readonly isForOwner: boolean;

  constructor(kind: GlanceErrorKind, details: GlanceErrorDetails = {}) {
    const defaults = DEFAULTS[kind];
    super(details.message ?? defaults.message, { cause: details.cause });
    this.kind = kind;
    this.upstreamStatus = details.upstreamStatus ?? null;
    this.requestId = details.requestId ?? null;
    this.outcome = details.outcome ?? defaults.outcome;
    this.retryable = details.retryable ?? defaults.retryable;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.memberLimit = details.memberLimit ?? null;
    this.deniedByPolicy = details.deniedByPolicy ?? false;
    this.tooLarge = details.tooLarge ?? false;
    this.refusesVisibility = details.refusesVisibility ?? false;
    this.silentMs = details.silentMs ?? null;
    this.listsOnlyShared = details.listsOnlyShared ?? false;
    this.isForOwner = details.isForOwner ?? false;
  }

  /** The same error with what was found out later. */
  with(details: GlanceErrorDetails): GlanceError {
    return new GlanceError(this.kind, { ...this, message: this.message, cause: this.cause, ...details });
  }
}

export function isGlanceError(error: unknown, ...kinds: readonly GlanceErrorKind[]): error is GlanceError {
  return error instanceof GlanceError && (kinds.length === 0 || kinds.includes(error.kind));
}
