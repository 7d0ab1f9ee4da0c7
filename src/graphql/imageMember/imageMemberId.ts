import type { MemberKey } from '../../glance/glance.ts';

/** `ImageMember.id`: opaque to clients, and always the same for the same pair. */
export function toImageMemberId({ imageId, memberId }: MemberKey): string {
  return Buffer.from(`ImageMember:${imageId}:${memberId}`).toString('base64url');
}
