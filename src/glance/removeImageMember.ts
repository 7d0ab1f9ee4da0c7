import { pause, type Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { GlanceError, isGlanceError } from './errors.ts';
import type { Glance } from './glance.ts';
import { deleteImageMember, type MemberKey } from './imageMember.ts';
import { lookUp } from './memberLookUp.ts';
import { seesEveryMember } from './memberSight.ts';

/** Glance answers 500 to a second DELETE of one member in the same second: its unique key has whole seconds. */
const NEXT_SECOND_MS = 1100;

/** More rows than a race leaves: what still answers 204 then does not delete. */
const MAX_DELETES = 100;

/**
 * Ends a membership, for sure: racing POSTs can have left several rows, and one DELETE removes one of them and answers
 * 204 while the project still has access. Deletes until the image service says that there is no such member.
 * @throws GlanceError of kind `memberNotFound` when there was none; others with the outcome `unknown` when a row may be
 * gone or left
 */
export function removeImageMember({ client, writes }: Glance, caller: Caller, key: MemberKey): Promise<void> {
  return writes.inTurn(caller, key, async () => {
    let deleted = false;
    let lost: GlanceError | null = null;
    for (let deletes = 0; deletes < MAX_DELETES; deletes += 1) {
      try {
        await deleteImageMember(client, caller, key);
        deleted = true;
      } catch (error) {
        if (!isGlanceError(error)) throw error;
        if (error.kind === 'memberNotFound' || error.kind === 'imageNotFound') {
          if (deleted || (lost && (await provesAbsence(client, caller, key, lost)))) return;
          throw error;
        }
        const isHopeless = error.kind === 'protocol' && lost?.kind === 'protocol';
        if (error.outcome !== 'unknown' || isHopeless) {
          throw deleted || lost ? toUnknown(error) : error;
        }
        lost = error;
        const found = await lookUp(client, caller, key, lost);
        if (found === null && (deleted || (await provesAbsence(client, caller, key, lost)))) return;
        await pause(caller, NEXT_SECOND_MS).catch(() => Promise.reject(lost));
      }
    }
    throw new GlanceError('protocol');
  });
}

/** A refusal tells clients that nothing was done, and they see no outcome beside it: the first DELETE may have done it. */
function toUnknown(error: GlanceError): GlanceError {
  const { kind, upstreamStatus, requestId, retryAfterSeconds } = error;
  const isRefusal = kind === 'rateLimited' || kind === 'forbidden' || kind === 'badRequest';
  if (!isRefusal) return error.with({ outcome: 'unknown' });
  return new GlanceError('unavailable', { upstreamStatus, requestId, retryAfterSeconds, outcome: 'unknown' });
}

/**
 * Whether what the caller does not find is not there. Somebody who may not delete is told 404 as well, and would take
 * its own lost DELETE for a success.
 * @throws `lost` when that cannot be found out
 */
async function provesAbsence(
  client: GlanceClient,
  caller: Caller,
  { imageId }: MemberKey,
  lost: GlanceError,
): Promise<boolean> {
  return seesEveryMember(client, caller, imageId).catch(() => Promise.reject(lost));
}
