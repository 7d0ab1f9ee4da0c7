import type { ImageVisibility } from '@glance-graphql/client';
import './badge.css';

const LABELS: Readonly<Record<ImageVisibility, string>> = {
  SHARED: 'Shared',
  PRIVATE: 'Private',
  COMMUNITY: 'Community',
  PUBLIC: 'Public',
};

export function VisibilityBadge({ visibility }: { readonly visibility: ImageVisibility }) {
  return <span className={`badge badge-${visibility.toLowerCase()}`}>{LABELS[visibility]}</span>;
}
