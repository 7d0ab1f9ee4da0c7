import type { ImageMemberStatus } from '@glance-graphql/client';

const LABELS: Readonly<Record<ImageMemberStatus, string>> = {
  PENDING: 'not answered yet',
  ACCEPTED: 'accepted',
  REJECTED: 'rejected',
};

/** What the project said to being given the image, as part of a sentence. */
export function statusLabel(status: ImageMemberStatus): string {
  return LABELS[status];
}
