import { pause } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import {
  putImageMember,
  sightImageMember,
  type GlanceImageMember,
  type GlanceMemberStatus,
  type MemberKey,
  type MemberSight,
} from '../wire/imageMember.ts';
import { keepLooking, SECOND_LOOK_MS } from './memberLookUp.ts';
import { toTokenEnded } from './tokenEnded.ts';
import type { Wire } from '../wire/wire.ts';

/** By how much the clocks of the service's machines may differ. */
const CLOCK_TOLERANCE_MS = 1000;

/**
 * Stores what a project decided about an image that is shared with it. After a lost answer it looks, and sends the
 * decision again only where that cannot undo a later one: the status is what was asked for, or nobody has changed it.
 * @throws GlanceError; its outcome is `notApplied` only where a look shows that nobody has changed the membership since
 */
export async function updateImageMember(
  wire: Wire,
  key: MemberKey,
  status: GlanceMemberStatus,
): Promise<GlanceImageMember> {
  const sentAtMs = performance.now();
  try {
    return await putImageMember(wire, key, status);
  } catch (error) {
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    return settleLostUpdate({ wire, key, status, sentAtMs }, error);
  }
}

interface Update {
  readonly wire: Wire;
  readonly key: MemberKey;
  readonly status: GlanceMemberStatus;
  readonly sentAtMs: number;
}

async function settleLostUpdate(update: Update, lost: GlanceError, isRepeated = false): Promise<GlanceImageMember> {
  const first = await look(update, lost);
  if (isStored(first, update)) return lost.outcome === 'applied' ? first.member : confirm(update, first);
  // An applied one was followed by another decision or a removal; one that timed out may still be on its way.
  if (lost.outcome === 'applied' || lost.kind === 'timeout') throw lost;
  if (lost.kind === 'unreachable' && !isRepeated && isUntouched(first, update)) return repeat(update);
  await pause(update.wire.caller, SECOND_LOOK_MS).catch(() => Promise.reject(lost));
  const second = await look(update, lost);
  if (isStored(second, update)) return confirm(update, second);
  if (second instanceof GlanceError) throw second;
  throw isUntouched(second, update) ? lost.with({ outcome: 'notApplied' }) : lost;
}

function look({ wire, key }: Update, lost: GlanceError): Promise<MemberSight | GlanceError> {
  return keepLooking(wire.caller, lost, () => sightImageMember(wire, key));
}

/**
 * The status is what was asked for, but perhaps it was so before, and the lost answer refused somebody who may not
 * decide. The same decision once more changes nothing, and its answer tells.
 */
async function confirm(update: Update, { member }: MemberSight): Promise<GlanceImageMember> {
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

/** For a connection that was closed just as it was used: nobody has decided since, so nothing later is undone. */
async function repeat(update: Update): Promise<GlanceImageMember> {
  try {
    return await putImageMember(update.wire, update.key, update.status);
  } catch (error) {
    if (isGlanceError(error, 'unauthorized')) throw toTokenEnded(error);
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    return settleLostUpdate(update, error, true);
  }
}

function isStored(sight: MemberSight | GlanceError, { status }: Update): sight is MemberSight {
  return !(sight instanceof GlanceError) && sight.member.status === status;
}

/**
 * Whether the membership is what it was before the update was sent: its last change is older by the clock of the service,
 * or there was none since it was made. The service shows whole seconds, so a change within the same one is not seen.
 */
function isUntouched(sight: MemberSight | GlanceError, { sentAtMs }: Update): sight is MemberSight {
  if (sight instanceof GlanceError) return false;
  const { serviceTimeMs, seenAtMs } = sight;
  const { status, createdAt, updatedAt } = sight.member;
  // What the membership says cannot be read, so that nothing is proved.
  if (updatedAt instanceof GlanceError || status instanceof GlanceError) return false;
  if (status === 'pending' && updatedAt === createdAt) return true;
  const sentAtTheEarliest = serviceTimeMs - (seenAtMs - sentAtMs);
  return Date.parse(updatedAt) + CLOCK_TOLERANCE_MS < Math.floor(sentAtTheEarliest / 1000) * 1000;
}
