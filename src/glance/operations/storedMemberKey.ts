import type { MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';

/**
 * The names that a membership has in the image service, where those that were asked for may be others: MariaDB, unlike
 * SQLite and PostgreSQL, takes `ABC` for `abc` and passes over blanks at the end. A DELETE has no response that would
 * tell.
 */
export async function toStoredKey(wire: Wire, key: MemberKey): Promise<MemberKey> {
  if (!/[A-Z]/.test(key.imageId) && !/[A-Z]| $/.test(key.memberId)) return key;
  // A look that fails must not keep anybody's access alive.
  const member = await findImageMember(wire, key).catch(() => null);
  return member === null ? key : { imageId: member.imageId, memberId: member.memberId };
}
