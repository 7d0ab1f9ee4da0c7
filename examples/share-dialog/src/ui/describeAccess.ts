import type { ImageVisibility } from '@glance-graphql/client';
import { countOf } from './format.ts';

/** Who has access to an image besides its owner, and the colour for it. */
export function describeAccess(
  visibility: ImageVisibility | null | undefined,
  memberCount: number | null,
): { readonly tone: 'private' | 'nobody' | 'shared' | 'public'; readonly text: string } {
  switch (visibility) {
    case 'PRIVATE':
      return { tone: 'private', text: 'only you' };
    case 'COMMUNITY':
    case 'PUBLIC':
      return { tone: 'public', text: 'everybody' };
    case 'SHARED':
      if (memberCount === null) return { tone: 'shared', text: 'shared' };
      if (memberCount === 0) return { tone: 'nobody', text: 'nobody yet' };
      return { tone: 'shared', text: countOf(memberCount, 'project') };
    default:
      return { tone: 'private', text: 'unknown' };
  }
}
