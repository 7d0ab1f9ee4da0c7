import { pause } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import { deleteImageMember, type MemberKey } from '../wire/imageMember.ts';
import { keepLooking, lookUp } from './memberLookUp.ts';
import { provesAbsence } from './memberSight.ts';
import { toStoredKey } from './storedMemberKey.ts';
import { toTokenEnded } from './tokenEnded.ts';
import type { Wire } from '../wire/wire.ts';

/** Glance answers 500 to a second DELETE of one member in the same second: its unique key has whole seconds. */
const NEXT_SECOND_MS = 1100;

/** More rows than a race leaves: what still answers 204 then does not delete. */
const MAX_DELETES = 100;

/**
 * Ends a membership, for sure: racing POSTs can have left several rows, and one DELETE removes one of them and answers
 * 204 while the project still has access. Deletes until the image service says that there is no such member.
 * @returns the names that the membership had in the image service
 * @throws GlanceError of kind `memberNotFound` when there was none; others with the outcome `unknown` when a row may be
 * gone or left
 */
export async function removeImageMember(wire: Wire, key: MemberKey): Promise<MemberKey> {
  const stored = await toStoredKey(wire, key);
  await deleteAll(wire, stored);
  return stored;
}

async function deleteAll(wire: Wire, key: MemberKey): Promise<void> {
  let deleted = false;
  let lost: GlanceError | null = null;
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
      const found = await lookUp(wire, key, lost);
      if (found === null && (deleted || (await isAbsent(wire, key, lost)))) return;
      // A connection that was closed just as it was used: the DELETE did not arrive, and the next one need not wait.
      if (found !== null && isFirstLoss && lost.kind === 'unreachable') continue;
      await pause(wire.caller, NEXT_SECOND_MS).catch(() => Promise.reject(lost));
    }
  }
  throw new GlanceError('protocol');
}

/**
 * A refusal tells clients that nothing was done, and they see no outcome beside it: an earlier DELETE may have done it.
 * Whom a policy refuses it refused before, too.
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
