import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import type { GlanceError } from './errors.ts';
import { findImageMember, type GlanceImageMember, type MemberKey } from './imageMember.ts';

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
