import type { ImageVisibility } from '@glance-graphql/client';
import { describeAccess } from './describeAccess.ts';
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
