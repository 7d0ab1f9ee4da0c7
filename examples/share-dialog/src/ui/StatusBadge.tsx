import type { ImageMemberStatus } from '@glance-graphql/client';
import './badge.css';

const LABELS: Readonly<Record<ImageMemberStatus, string>> = {
  PENDING: 'Pending',
  ACCEPTED: 'Accepted',
  REJECTED: 'Rejected',
};

export function StatusBadge({ status }: { readonly status: ImageMemberStatus }) {
  return <span className={`badge badge-${status.toLowerCase()}`}>{LABELS[status]}</span>;
}
