import type { Caller } from './caller.ts';
import { GlanceError, isGlanceError } from './errors.ts';
import type { Glance } from './glance.ts';
import { putImageMember, type GlanceImageMember, type GlanceMemberStatus, type MemberKey } from './imageMember.ts';
import { lookUpTwice } from './memberLookUp.ts';

/**
 * Stores what a project decided about an image that is shared with it. A lost answer is looked up, not repeated: the
 * caller may have decided otherwise in the meantime.
 * @throws GlanceError; its outcome is `unknown` only where no look could prove what happened.
 */
export function updateImageMember(
  { client, writes }: Glance,
  caller: Caller,
  key: MemberKey,
  status: GlanceMemberStatus,
): Promise<GlanceImageMember> {
  return writes.inTurn(caller, key, async () => {
    try {
      return await putImageMember(client, caller, key, status);
    } catch (error) {
      if (!isGlanceError(error) || error.outcome !== 'unknown') throw error;
      const found = await lookUpTwice(client, caller, key, error, (member) => member?.status === status);
      if (found?.status === status) return found;
      // What the membership says now cannot be read, so that nothing is proved.
      if (found?.status instanceof GlanceError) throw error;
      throw error.with({ outcome: 'notApplied' });
    }
  });
}
