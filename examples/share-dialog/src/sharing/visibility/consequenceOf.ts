import type { ImageVisibility } from '@glance-graphql/client';
import { countOf } from '../../ui/format.ts';

export const VISIBILITY_LABELS: Readonly<Record<ImageVisibility, string>> = {
  PRIVATE: 'Private: only your project',
  SHARED: 'Shared: your project and those that you share with',
  COMMUNITY: 'Community: everybody who knows its ID',
  PUBLIC: 'Public: everybody',
};

/** What happens to other projects when the visibility of an image changes. Said before it is done. */
export function consequenceOf(from: ImageVisibility, to: ImageVisibility, memberCount: number): string {
  const members = countOf(memberCount, 'project');
  switch (to) {
    case 'PRIVATE':
      if (from !== 'SHARED') return 'Every other project loses access now.';
      if (memberCount === 0) return 'Only your project can use the image then.';
      return `${members} ${memberCount === 1 ? 'loses' : 'lose'} access now; ${memberCount === 1 ? 'its membership stays' : 'their memberships stay'}.`;
    case 'SHARED':
      if (from === 'PRIVATE') return 'Projects that had access before get it back.';
      return 'Every project loses access now, except those that the image was shared with before.';
    case 'COMMUNITY':
      if (from === 'PUBLIC') return 'Every project can still use the image, but lists no longer show it.';
      return 'Every project that knows the ID of the image can use it then, not only those that you share with.';
    case 'PUBLIC':
      return 'Every project sees the image in its lists then, and can use it.';
  }
}
