import { pause } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import {
  putImageMember,
  getMemberSnapshot,
  type GlanceImageMember,
  type GlanceMemberStatus,
  type MemberKey,
  type MemberSnapshot,
} from '../wire/imageMember.ts';
import { keepLooking, SECOND_LOOK_MS } from './memberLookUp.ts';
import { toTokenEnded } from './tokenEnded.ts';
import type { Wire } from '../wire/wire.ts';

/** How much the clocks of the image service's machines may differ. */
const CLOCK_TOLERANCE_MS = 1000;

/** A project's decision about an image that is shared with the project. */
export interface Decision {
  readonly key: MemberKey;
  readonly status: GlanceMemberStatus;
}

/**
 * Stores a project's decision about an image that is shared with the project. After a lost response the gateway reads
 * the membership. The decision is sent again only where that cannot undo a later decision: the membership has the
 * wanted status already, or has not been changed since the update was sent.
 * @throws GlanceError; its outcome is `notApplied` only where reading shows that the membership has not been changed
 */
export async function updateImageMember(wire: Wire, { key, status }: Decision): Promise<GlanceImageMember> {
  const sentAtMs = performance.now();
  try {
    return await putImageMember(wire, key, status);
  } catch (error) {
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    return settleLostUpdate({ wire, key, status, sentAtMs }, error);
  }
}

interface Update extends Decision {
  readonly wire: Wire;
  readonly sentAtMs: number;
}

async function settleLostUpdate(update: Update, lost: GlanceError, isRepeated = false): Promise<GlanceImageMember> {
  const first = await look(update, lost);
  if (isStored(first, update)) return lost.outcome === 'applied' ? first.member : confirm(update, first);
  // An applied update was followed by another decision or a removal. An update that timed out may still be on its way.
  if (lost.outcome === 'applied' || lost.kind === 'timeout') throw lost;
  if (lost.kind === 'unreachable' && !isRepeated && isUntouched(first, update)) return repeat(update);
  await pause(update.wire.caller, SECOND_LOOK_MS).catch(() => Promise.reject(lost));
  const second = await look(update, lost);
  if (isStored(second, update)) return confirm(update, second);
  if (second instanceof GlanceError) throw second;
  throw isUntouched(second, update) ? lost.with({ outcome: 'notApplied' }) : lost;
}

function look({ wire, key }: Update, lost: GlanceError): Promise<MemberSnapshot | GlanceError> {
  return keepLooking(wire.caller, lost, () => getMemberSnapshot(wire, key));
}

/**
 * Sends the decision again, where the membership has the wanted status. The membership may have had that status before,
 * and the lost response may have been a 403. The same decision changes nothing, and its response tells.
 */
async function confirm(update: Update, { member }: MemberSnapshot): Promise<GlanceImageMember> {
  try {
    return await putImageMember(update.wire, update.key, update.status);
  } catch (error) {
    if (!isGlanceError(error)) throw error;
    if (error.kind === 'unauthorized') throw toTokenEnded(error);
    const isRefusal = error.kind === 'forbidden' || error.kind === 'imageNotFound' || error.kind === 'memberNotFound';
    if (isRefusal) throw error;
    return member;
  }
}

/** Sends the decision again after a closed connection. The membership was not changed since, so nothing is undone. */
async function repeat(update: Update): Promise<GlanceImageMember> {
  try {
    return await putImageMember(update.wire, update.key, update.status);
  } catch (error) {
    if (isGlanceError(error, 'unauthorized')) throw toTokenEnded(error);
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    return settleLostUpdate(update, error, true);
  }
}

function isStored(sight: MemberSnapshot | GlanceError, { status }: Update): sight is MemberSnapshot {
  return !(sight instanceof GlanceError) && sight.member.status === status;
}

/**
 * Whether the membership has not been changed since the update was sent: its last change is older by the clock of the
 * image service, or it was never changed. Timestamps have whole seconds, so a change in the second of the creation is
 * not seen.
 */
function isUntouched(sight: MemberSnapshot | GlanceError, { sentAtMs }: Update): sight is MemberSnapshot {
  if (sight instanceof GlanceError) return false;
  const { serviceTimeMs, seenAtMs } = sight;
  const { status, createdAt, updatedAt } = sight.member;
  // A field that cannot be read proves nothing.
  if (updatedAt instanceof GlanceError || status instanceof GlanceError) return false;
  if (status === 'pending' && updatedAt === createdAt) return true;
  const sentAtTheEarliest = serviceTimeMs - (seenAtMs - sentAtMs);
  return Date.parse(updatedAt) + CLOCK_TOLERANCE_MS < Math.floor(sentAtTheEarliest / 1000) * 1000;
}
