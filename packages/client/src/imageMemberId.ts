/** Identifies a membership: the image, and the project that the image is shared with. */
export interface ImageMemberKey {
  readonly imageId: string;
  readonly memberId: string;
}

/**
 * `ImageMember.id` as the gateway makes it, for optimistic updates and for finding a membership in a cache. Do not take
 * the ID apart: the gateway may change what is in it.
 */
export function imageMemberId({ imageId, memberId }: ImageMemberKey): string {
  const bytes = new TextEncoder().encode(`ImageMember:${imageId}:${memberId}`);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
