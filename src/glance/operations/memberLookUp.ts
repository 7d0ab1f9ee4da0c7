import { pause, type Caller } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import { getMemberSnapshot, type GlanceImageMember, type MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';

/** The time between two looks for a write with a lost response: the image service may still be applying the write. */
export const SECOND_LOOK_MS = 1000;

const MAX_LOOKS = 4;
const FIRST_BACKOFF_MS = 100;
const BACKOFF_FACTOR = 2.5;

/**
 * Repeats a look until it succeeds, at most four times and within the caller's deadline. A look is repeated after any
 * error, also a 401 or 403, because the error may be over in a moment, and only a look tells whether the write was
 * applied.
 * @param lost the error of the write
 * @throws `lost` when no look succeeds
 */
export async function keepLooking<T>(caller: Caller, lost: GlanceError, look: () => Promise<T>): Promise<T> {
  for (let looks = 1; ; looks += 1) {
    try {
      return await look();
    } catch (error) {
      // Not an error of the image service, but a bug.
      if (!isGlanceError(error)) throw error;
      if (looks === MAX_LOOKS) throw lost;
      await pause(caller, FIRST_BACKOFF_MS * BACKOFF_FACTOR ** (looks - 1)).catch(() => Promise.reject(lost));
    }
  }
}

/**
 * Reads the member to find out whether a write with a lost response was applied.
 * @returns the member, or null when the image service says that it does not exist
 * @throws `lost` when no look succeeds
 */
export async function lookUp(wire: Wire, key: MemberKey, lost: GlanceError): Promise<GlanceImageMember | null> {
  const sight = await keepLooking(wire.caller, lost, () => getMemberSnapshot(wire, key));
  return sight instanceof GlanceError ? null : sight.member;
}

/**
 * Like `lookUp`, with a second look where the first one does not show the member: a proxy that lost the response may
 * have forwarded the request, and the image service may still be applying the write.
 * @throws `lost` when a look fails, when the deadline is too close for a second look, and for a write that timed out
 * and is not visible: its request may still be on its way, so the member may appear later
 */
export async function lookUpTwice(wire: Wire, key: MemberKey, lost: GlanceError): Promise<GlanceImageMember | null> {
  const first = await lookUp(wire, key, lost);
  if (first !== null) return first;
  if (lost.kind === 'timeout') throw lost;
  await pause(wire.caller, SECOND_LOOK_MS).catch(() => Promise.reject(lost));
  return lookUp(wire, key, lost);
}
