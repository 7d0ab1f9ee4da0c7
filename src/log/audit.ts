import type { TokenDescription } from '../glance/glance.ts';
import { hideToken } from './loggedError.ts';
import type { Logger } from './logger.ts';

const MAX_ID = 128;
const MAX_NAME = 64;
const MAX_REQUEST_IDS = 16;

/** The mutation that an act belongs to; each pair of a mutation of many pairs is an act of its own. */
type AuditedAction =
  | 'addImageMember'
  | 'updateImageMember'
  | 'removeImageMember'
  | 'setImageMembers'
  | 'setImageVisibility'
  | 'lookUpProject';

/** What was asked for, and what became of it. Texts are the client's own and are shortened here. */
export interface AuditedAct {
  readonly action: AuditedAction;
  readonly imageId?: string | null | undefined;
  readonly memberId?: string | null | undefined;
  readonly memberName?: string | null | undefined;
  readonly memberDomain?: string | null | undefined;
  /** The decision that was asked for. */
  readonly status?: string | null | undefined;
  /** The visibility that was asked for. */
  readonly visibility?: string | null | undefined;
  /** Whether the act changed the visibility of the image, also where the act failed afterwards. */
  readonly visibilityChanged?: boolean;
  /** Null for a success. */
  readonly code: string | null;
  /** Whether the change was made; null for an act that changes nothing. */
  readonly outcome: 'APPLIED' | 'NOT_APPLIED' | 'UNKNOWN' | null;
  /** `X-OpenStack-Request-ID` of the act's calls, in the order in which they were sent. */
  readonly requestIds: readonly string[];
}

/** What the audit log says of the client's request. */
export interface AuditedRequest {
  /** `req-<uuid>`, as in `X-Request-Id` of the response. */
  readonly requestId: string;
  /** Never logged: replaced where the client has sent it in another place. */
  readonly token: string | null;
  readonly clientName: string | null;
  readonly clientVersion: string | null;
}

/** Writes one line. @param who the user of the token where it is known; no call is made to find out */
export type AuditLog = (request: AuditedRequest, act: AuditedAct, who: TokenUser | null) => void;

type TokenUser = Pick<TokenDescription, 'userId' | 'project'>;

/**
 * The audit log: lines with `"audit": true` and always the same fields, which docs/operations.md describes. The level of
 * the log does not hide them, except `silent`.
 */
export function createAuditLog(logger: Logger): AuditLog | null {
  if (logger.level === 'silent') return null;
  const audit = logger.child({ audit: true }, { level: 'info' });
  return (request, act, who) => {
    const { token } = request;
    audit.info(
      {
        requestId: request.requestId,
        action: act.action,
        imageId: toText(act.imageId, token, MAX_ID),
        memberId: toText(act.memberId, token, MAX_ID),
        memberName: toText(act.memberName, token, MAX_ID),
        memberDomain: toText(act.memberDomain, token, MAX_ID),
        status: act.status ?? null,
        visibility: act.visibility ?? null,
        visibilityChanged: act.visibilityChanged ?? false,
        userId: toText(who?.userId, token, MAX_NAME),
        projectId: toText(who?.project?.id, token, MAX_NAME),
        code: act.code,
        outcome: act.outcome,
        upstreamCalls: act.requestIds.length,
        upstreamRequestIds: act.requestIds.slice(0, MAX_REQUEST_IDS),
        clientName: toText(request.clientName, token, MAX_NAME),
        clientVersion: toText(request.clientVersion, token, MAX_NAME),
      },
      'audit',
    );
  };
}

const PLAIN = /^[\w .:/@+-]*$/;

/** The text without the token, without control characters and of a bounded length. */
function toText(text: string | null | undefined, token: string | null, max: number): string | null {
  if (text === null || text === undefined) return null;
  // A token is longer than any ID, so most texts need no search.
  const hidden = token !== null && text.length >= token.length ? hideToken(text, token) : text;
  const cut = hidden.length > max ? hidden.slice(0, max) : hidden;
  return PLAIN.test(cut) ? cut : cut.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}
