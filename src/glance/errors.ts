import { ExpectedError } from '../lib/expectedError.ts';
import type { NamedProject } from './keystone/wire/projects.ts';
import { ERROR_CODES, type ErrorKind, type Outcome } from '../errorCodes.ts';

export interface GlanceErrorDetails {
  /** One English sentence for a person, without URLs, markup or secrets. */
  message?: string;
  /** HTTP status of the response; null when there was none. */
  upstreamStatus?: number | null;
  /** `X-OpenStack-Request-ID` of the failed call; null when no call was made. */
  requestId?: string | null;
  outcome?: Outcome;
  retryable?: boolean;
  retryAfterSeconds?: number | null;
  /** The member quota of an image; null where the image service did not name it. */
  memberLimit?: number | null;
  /**
   * Whether Glance's policy engine sent the 403. Its 403 is the same for an owner without the role and for a stranger.
   */
  deniedByPolicy?: boolean;
  /** The action of Glance's policy engine that was denied, such as `publicize_image`; null for every other error. */
  deniedAction?: string | null;
  /**
   * Whether a successful response was cut off at the limit of bytes. A smaller page of the same list may be readable.
   */
  tooLarge?: boolean;
  /** Whether a 400 refuses the visibility in the request for a list: services before Stein do not know `all`. */
  refusesVisibility?: boolean;
  /** For a call that was sent and given up: how long the image service had been silent. Null for any other call. */
  silentMs?: number | null;
  /** Whether a list of members was denied because Glance lists members of shared images only. */
  listsOnlyShared?: boolean;
  /** Whether the image service said that only the owner may do this. */
  isForOwner?: boolean;
  /** Why a name is not that of one project. Null for every other error. */
  unresolved?: UnresolvedMember | null;
  /** Whether the gateway refused because the image is not shared and must not become shared by the way. */
  isNotShared?: boolean;
  /** Whether a change of the visibility failed, which was to come before the operation's own write. */
  isOfVisibility?: boolean;
  /** Whether the image had become shared before the error. */
  visibilityChanged?: boolean;
  /** The member's ID where the gateway has found it by a name; null for every other error. */
  memberId?: string | null;
  cause?: unknown;
}

/** Why no project, or no one project, was found. The projects have the name and are known to the caller. */
export interface UnresolvedMember {
  readonly reason: 'notFound' | 'ambiguous' | 'notVerifiable';
  readonly candidates: readonly NamedProject[];
}

/**
 * The error that src/glance throws to its users; any other error from there is a bug. Translated in src/graphql/error.
 * Holds no token, URL or body.
 */
export class GlanceError extends ExpectedError {
  override readonly name = 'GlanceError' as const;
  readonly kind: ErrorKind;
  readonly upstreamStatus: number | null;
  readonly requestId: string | null;
  readonly outcome: Outcome;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
  readonly memberLimit: number | null;
  readonly deniedByPolicy: boolean;
  readonly deniedAction: string | null;
  readonly tooLarge: boolean;
  readonly refusesVisibility: boolean;
  readonly silentMs: number | null;
  readonly listsOnlyShared: boolean;
  readonly isForOwner: boolean;
  readonly unresolved: UnresolvedMember | null;
  readonly isNotShared: boolean;
  readonly isOfVisibility: boolean;
  readonly visibilityChanged: boolean;
  readonly memberId: string | null;

  constructor(kind: ErrorKind, details: GlanceErrorDetails = {}) {
    const defaults = ERROR_CODES[kind];
    super(details.message ?? defaults.message, { cause: details.cause });
    this.kind = kind;
    this.upstreamStatus = details.upstreamStatus ?? null;
    this.requestId = details.requestId ?? null;
    this.outcome = details.outcome ?? defaults.outcome;
    this.retryable = details.retryable ?? defaults.retryable;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.memberLimit = details.memberLimit ?? null;
    this.deniedByPolicy = details.deniedByPolicy ?? false;
    this.deniedAction = details.deniedAction ?? null;
    this.tooLarge = details.tooLarge ?? false;
    this.refusesVisibility = details.refusesVisibility ?? false;
    this.silentMs = details.silentMs ?? null;
    this.listsOnlyShared = details.listsOnlyShared ?? false;
    this.isForOwner = details.isForOwner ?? false;
    this.unresolved = details.unresolved ?? null;
    this.isNotShared = details.isNotShared ?? false;
    this.isOfVisibility = details.isOfVisibility ?? false;
    this.visibilityChanged = details.visibilityChanged ?? false;
    this.memberId = details.memberId ?? null;
  }

  /** A copy of the error with some details replaced. */
  with(details: GlanceErrorDetails): GlanceError {
    return new GlanceError(this.kind, { ...this, message: this.message, cause: this.cause, ...details });
  }
}

export function isGlanceError(error: unknown, ...kinds: readonly ErrorKind[]): error is GlanceError {
  return error instanceof GlanceError && (kinds.length === 0 || kinds.includes(error.kind));
}
