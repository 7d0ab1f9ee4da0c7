import type { ImageMemberStatus } from '@glance-graphql/client';

const LABELS: Readonly<Record<ImageMemberStatus, string>> = {
  PENDING: 'not decided yet',
  ACCEPTED: 'accepted',
  REJECTED: 'rejected',
};

/** The decision of the member project, as a part of a sentence. */
export function statusLabel(status: ImageMemberStatus): string {
  return LABELS[status];
}
