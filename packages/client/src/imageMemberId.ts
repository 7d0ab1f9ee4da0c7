/** Which membership: the image, and the project that it is shared with. */
export interface ImageMemberKey {
  readonly imageId: string;
  readonly memberId: string;
}

/**
 * `ImageMember.id` as the gateway makes it, known before it answers: for optimistic updates and to find a membership
 * in a cache. The gateway alone decides what is in it; do not take it apart.
 */
export function imageMemberId({ imageId, memberId }: ImageMemberKey): string {
  const bytes = new TextEncoder().encode(`ImageMember:${imageId}:${memberId}`);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
