import type { ImageVisibility } from '@glance-graphql/client';
import { countOf } from './format.ts';
import './badge.css';

interface AccessTagProps {
  readonly visibility: ImageVisibility | null | undefined;
  /** How many projects the image is shared with; null when that could not be read. */
  readonly memberCount: number | null;
}

/** Tells who has access to an image besides its owner. */
export function AccessTag({ visibility, memberCount }: AccessTagProps) {
  const { tone, text } = describeAccess(visibility, memberCount);
  return (
    <span className={`badge badge-${tone}`}>
      <span className="visually-hidden">Access: </span>
      {text}
    </span>
  );
}

export function describeAccess(
  visibility: AccessTagProps['visibility'],
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
