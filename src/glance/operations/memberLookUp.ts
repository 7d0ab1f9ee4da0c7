import { pause, type Caller } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import { sightImageMember, type GlanceImageMember, type MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';

/** How long a write whose answer was lost may need to become visible before a second look believes that it is absent. */
export const SECOND_LOOK_MS = 1000;

const MAX_LOOKS = 4;
const FIRST_BACKOFF_MS = 100;
const BACKOFF_FACTOR = 2.5;

/**
 * Repeats a look that fails, whatever it fails with, while there is time: a 500, a page of a proxy, a 401 or a 403 may be
 * over in a moment, and without the look nobody knows what became of the write.
 * @throws `lost` when no look succeeds
 */
export async function keepLooking<T>(caller: Caller, lost: GlanceError, look: () => Promise<T>): Promise<T> {
  for (let looks = 1; ; looks += 1) {
    try {
      return await look();
    } catch (error) {
      // The deadline ends every look, and a bug is no answer.
      if (!isGlanceError(error)) throw error;
      if (looks === MAX_LOOKS) throw lost;
      await pause(caller, FIRST_BACKOFF_MS * BACKOFF_FACTOR ** (looks - 1)).catch(() => Promise.reject(lost));
    }
  }
}

/**
 * Looks whether a write whose answer was lost has happened.
 * @returns the member, or null when the image service says that there is none
 * @throws `lost` when that cannot be found out
 */
export async function lookUp(wire: Wire, key: MemberKey, lost: GlanceError): Promise<GlanceImageMember | null> {
  const sight = await keepLooking(wire.caller, lost, () => sightImageMember(wire, key));
  return sight instanceof GlanceError ? null : sight.member;
}

/**
 * Looks twice where the first look does not show the member: a proxy that lost the answer may have passed the request on,
 * and the image service may still be at it.
 * @returns what the last look saw
 * @throws `lost` when a look fails, when the deadline is too close for the second one, and for a request that timed out:
 * it may still be on its way, so what is not there now may come later
 */
export async function lookUpTwice(wire: Wire, key: MemberKey, lost: GlanceError): Promise<GlanceImageMember | null> {
  const first = await lookUp(wire, key, lost);
  if (first !== null) return first;
  if (lost.kind === 'timeout') throw lost;
  await pause(wire.caller, SECOND_LOOK_MS).catch(() => Promise.reject(lost));
  return lookUp(wire, key, lost);
}
