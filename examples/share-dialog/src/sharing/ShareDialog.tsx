import { useQuery } from '@apollo/client/react';
import { ManageSharingDocument } from '@glance-graphql/client';
import { useRef } from 'react';
import { nameOf, type OwnImage } from '../images/ownImage.ts';
import { useLive } from '../live/useSharing.ts';
import { refusalOf } from '../permissions.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { QueryProblem } from '../ui/QueryProblem.tsx';
import { Members } from './members/Members.tsx';
import { nameOfMember } from './members/toRemovalReport.ts';
import { refusalToShare } from './refusalToShare.ts';
import { ShareSection } from './ShareSection.tsx';
import { VisibilityControl } from './visibility/VisibilityControl.tsx';

/** Milliseconds between two reads where the list does not follow the changes of others by itself. */
const POLL_MS = 10_000;

interface ShareDialogProps {
  readonly image: OwnImage;
  readonly onClose: () => void;
}

export function ShareDialog({ image, onClose }: ShareDialogProps) {
  const isLive = useLive();
  const { data, error, refetch } = useQuery(ManageSharingDocument, {
    variables: { imageId: image.id },
    fetchPolicy: 'cache-and-network',
    // One list that cannot be read must not hide the rest of the dialog.
    errorPolicy: 'all',
    pollInterval: isLive ? 0 : POLL_MS,
  });
  const membersHeading = useRef<HTMLHeadingElement>(null);
  const refresh = (): void => void refetch();
  const isGone = !error && data?.image === null;
  const visibility = data?.image?.visibility ?? image.visibility ?? 'PRIVATE';
  const permissions = data?.image?.permissions ?? image.permissions;
  const members = data?.image?.members ?? null;

  return (
    <Dialog title={`Share ${nameOf(image)}`} subtitle={<code>{image.id}</code>} onClose={onClose}>
      {isGone && <p className="notice">The image is gone: it was deleted, or you may not see it any more.</p>}
      <VisibilityControl
        imageId={image.id}
        visibility={visibility}
        memberCount={members?.length ?? 0}
        refusal={refusalOf(permissions?.changeVisibility)}
        onChanged={refresh}
      />
      <ShareSection
        imageId={image.id}
        ownerId={data?.image?.owner?.id}
        isPrivate={visibility === 'PRIVATE'}
        refusal={refusalToShare(visibility, permissions)}
        members={members ?? []}
        nameOfMember={(memberId) => {
          const member = members?.find((other) => other.memberId === memberId);
          return member ? nameOfMember(member) : memberId;
        }}
        onRead={refresh}
        onShowMembers={() => membersHeading.current?.focus()}
      />
      {error && !members && <QueryProblem error={error} what="The projects" onRetry={refresh} />}
      <Members
        headingRef={membersHeading}
        members={members}
        refusal={refusalOf(permissions?.removeMembers)}
        onRefresh={refresh}
      />
    </Dialog>
  );
}
