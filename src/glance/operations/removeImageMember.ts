import { pause } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import { deleteImageMember, type MemberKey } from '../wire/imageMember.ts';
import { keepLooking, lookUp } from './memberLookUp.ts';
import { provesAbsence } from './visibleMembers.ts';
import { findStoredKey, type FindStoredKey } from './storedMemberKey.ts';
import { toTokenEnded } from './tokenEnded.ts';
import type { Wire } from '../wire/wire.ts';

/** Glance responds with 500 to a second DELETE of a member in the same second: its unique key has whole seconds. */
const NEXT_SECOND_MS = 1100;

/** More rows than adds at the same time can leave. A service that sends 204 once more does not delete. */
const MAX_DELETES = 100;

/** DELETEs without a result, about one a second, after which the client is told: it can repeat the removal safely. */
const MAX_LOST_DELETES = 6;

/**
 * Removes a membership with all its rows. POSTs at the same time can have left several rows, and a DELETE deletes one
 * row only: its 204 comes while the project still has access. So DELETE is sent until the image service says that the
 * member does not exist.
 * @returns the pair as the image service had stored it
 * @throws GlanceError of kind `memberNotFound` when there was no membership; another kind with the outcome `unknown`
 * when it is not known whether a row was deleted or is left
 */
export async function removeImageMember(
  wire: Wire,
  key: MemberKey,
  findStored: FindStoredKey = findStoredKey,
): Promise<MemberKey> {
  const stored = await findStored(wire, key);
  await deleteAll(wire, stored);
  return stored;
}

async function deleteAll(wire: Wire, key: MemberKey): Promise<void> {
  let deleted = false;
  let lost: GlanceError | null = null;
  let losses = 0;
  for (let deletes = 0; deletes < MAX_DELETES; deletes += 1) {
    try {
      await deleteImageMember(wire, key);
      deleted = true;
    } catch (error) {
      if (!isGlanceError(error)) throw error;
      if (error.upstreamStatus === 404 || error.kind === 'memberNotFound' || error.kind === 'imageNotFound') {
        if (deleted || (lost && (await isAbsent(wire, key, lost)))) return;
        throw error;
      }
      const isHopeless = error.kind === 'protocol' && lost?.kind === 'protocol';
      if (error.outcome === 'notApplied' || isHopeless) throw deleted || lost ? toUnknown(error, deleted) : error;
      const isFirstLoss: boolean = lost === null && !deleted;
      lost = error;
      losses += 1;
      const found = await lookUp(wire, key, lost);
      if (found === null && (deleted || (await isAbsent(wire, key, lost)))) return;
      if (losses === MAX_LOST_DELETES) throw lost;
      // The connection was closed before the DELETE arrived, so the next DELETE need not wait for the next second.
      if (found !== null && isFirstLoss && lost.kind === 'unreachable') continue;
      await pause(wire.caller, NEXT_SECOND_MS).catch(() => Promise.reject(lost));
    }
  }
  throw new GlanceError('protocol');
}

/**
 * The error for a DELETE that failed after an earlier DELETE may have removed the membership. A client reads FORBIDDEN
 * or RATE_LIMITED as "nothing was changed", so such an error becomes `unavailable`. A caller whom the policy denies was
 * denied at the earlier DELETE too, so that error stays.
 */
function toUnknown(error: GlanceError, deleted: boolean): GlanceError {
  const { kind, upstreamStatus, requestId, retryAfterSeconds, deniedByPolicy } = error;
  if (kind === 'unauthorized') return toTokenEnded(error);
  if (kind === 'forbidden' && deniedByPolicy && !deleted) return error;
  const isRefusal = kind === 'rateLimited' || kind === 'forbidden' || kind === 'badRequest';
  if (!isRefusal) return error.with({ outcome: 'unknown' });
  return new GlanceError('unavailable', { upstreamStatus, requestId, retryAfterSeconds, outcome: 'unknown' });
}

function isAbsent(wire: Wire, key: MemberKey, lost: GlanceError): Promise<boolean> {
  return keepLooking(wire.caller, lost, () => provesAbsence(wire, key));
}
