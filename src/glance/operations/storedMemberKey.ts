import type { Caller } from '../caller.ts';
import type { Glance } from '../glance.ts';
import { findImageMember, type MemberKey } from '../wire/imageMember.ts';

/**
 * The names that a membership has in the image service, where those that were asked for may be others: MariaDB, unlike
 * SQLite and PostgreSQL, takes `ABC` for `abc` and passes over blanks at the end. A DELETE has no answer that would tell.
 */
export async function toStoredKey({ client }: Glance, caller: Caller, key: MemberKey): Promise<MemberKey> {
  if (!/[A-Z]/.test(key.imageId) && !/[A-Z]| $/.test(key.memberId)) return key;
  // A look that fails must not keep anybody's access alive.
  const member = await findImageMember(client, caller, key).catch(() => null);
  return member === null ? key : { imageId: member.image_id, memberId: member.member_id };
}
