import type { MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';

/** Whether the image service may have stored a pair under other names than those that it was asked for by. */
export function mayBeStoredOtherwise({ imageId, memberId }: MemberKey): boolean {
  return /[A-Z]/.test(imageId) || /[A-Z]| $/.test(memberId);
}

/**
 * The names that a membership has in the image service, where those that were asked for may be others: MariaDB, unlike
 * SQLite and PostgreSQL, takes `ABC` for `abc` and passes over blanks at the end. A DELETE has no response that would
 * tell.
 */
export async function toStoredKey(wire: Wire, key: MemberKey): Promise<MemberKey> {
  // A look that fails must not keep anybody's access alive.
  const member = await findImageMember(wire, key).catch(() => null);
  return member === null ? key : { imageId: member.imageId, memberId: member.memberId };
}
