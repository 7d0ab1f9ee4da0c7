import type { ImageVisibility } from '@glance-graphql/client';
import type { VisibilityChange } from './useVisibilityChange.ts';

const NOW: Readonly<Record<ImageVisibility, string>> = {
  PRIVATE: 'The image is private now.',
  SHARED: 'The image can be shared now.',
  COMMUNITY: 'The image is for the community now.',
  PUBLIC: 'The image is public now.',
};

/** Says what a change of the visibility has done, and to whom. */
export function toReport({ image, previousVisibility, affectedMembers }: VisibilityChange): string {
  const now = NOW[image.visibility ?? previousVisibility];
  const names = (affectedMembers ?? []).map(({ memberId, memberName }) => memberName ?? memberId);
  if (names.length === 0) return now;
  return `${now} ${image.visibility === 'PRIVATE' ? 'Lost access' : 'Got access back'}: ${names.join(', ')}.`;
}
