import { pause, type Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import type { GlanceError } from './errors.ts';
import { findImageMember, type GlanceImageMember, type MemberKey } from './imageMember.ts';

/** How long a write whose answer was lost may need to become visible before a second look believes that it is absent. */
const SECOND_LOOK_MS = 1000;

/**
 * Looks whether a write whose answer was lost has happened.
 * @returns the member, or null when the image service says that there is none
 * @throws `lost` when that cannot be found out
 */
export async function lookUp(
  client: GlanceClient,
  caller: Caller,
  key: MemberKey,
  lost: GlanceError,
): Promise<GlanceImageMember | null> {
  try {
    return await findImageMember(client, caller, key);
  } catch {
    throw lost;
  }
}

/**
 * Looks twice where the first look does not show the write: a proxy that lost the answer may have passed the request on,
 * and the image service may still be at it.
 * @returns what the last look saw
 * @throws `lost` when a look fails, when the deadline is too close for the second one, and for a request that timed out:
 * it may still be on its way, so what is not there now may come later
 */
export async function lookUpTwice(
  client: GlanceClient,
  caller: Caller,
  key: MemberKey,
  lost: GlanceError,
  isApplied: (member: GlanceImageMember | null) => boolean,
): Promise<GlanceImageMember | null> {
  const first = await lookUp(client, caller, key, lost);
  if (isApplied(first)) return first;
  if (lost.kind === 'timeout') throw lost;
  await pause(caller, SECOND_LOOK_MS).catch(() => Promise.reject(lost));
  return lookUp(client, caller, key, lost);
}
