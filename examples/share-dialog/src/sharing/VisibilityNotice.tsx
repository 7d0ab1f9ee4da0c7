import type { ImageVisibility } from '@glance-graphql/client';

const NOTICES: Readonly<Record<ImageVisibility, string | null>> = {
  SHARED: null,
  PRIVATE: 'This image is private: only your project can use it. It can be shared once its visibility is “shared”.',
  COMMUNITY: 'This is a community image: every project can use it already, and it has no members.',
  PUBLIC: 'This image is public: every project can use it already, and it has no members.',
};

export function VisibilityNotice({ visibility }: { readonly visibility: ImageVisibility }) {
  const notice = NOTICES[visibility];
  return notice === null ? null : <p className="notice">{notice}</p>;
}
