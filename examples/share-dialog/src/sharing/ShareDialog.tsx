import { useQuery } from '@apollo/client/react';
import { SharingDialogDocument } from '@glance-graphql/client';
import { useRef, useState } from 'react';
import { nameOf, type OwnImage } from '../images/ownImage.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { QueryProblem } from '../ui/QueryProblem.tsx';
import { MembersTable } from './MembersTable.tsx';
import { ProjectPaste } from './ProjectPaste.tsx';
import { ShareResults } from './ShareResults.tsx';
import { useShare } from './useShare.ts';
import { VisibilityNotice } from './VisibilityNotice.tsx';
import './shareDialog.css';

/** Milliseconds between two reads, so that a decision of another project appears by itself. */
const POLL_MS = 10_000;

interface ShareDialogProps {
  readonly image: OwnImage;
  readonly onClose: () => void;
}

export function ShareDialog({ image, onClose }: ShareDialogProps) {
  const { data, error, refetch } = useQuery(SharingDialogDocument, {
    variables: { imageId: image.id },
    fetchPolicy: 'cache-and-network',
    pollInterval: POLL_MS,
  });
  const { rows, share, check, dismiss } = useShare(image.id);
  const [text, setText] = useState('');
  const paste = useRef<HTMLTextAreaElement>(null);
  const membersHeading = useRef<HTMLHeadingElement>(null);
  const isGone = data !== undefined && data.image === null;

  async function shareAndRead(projectIds: readonly string[]): Promise<void> {
    await share(projectIds);
    void refetch();
  }

  return (
    <Dialog title={`Share ${nameOf(image)}`} subtitle={<code>{image.id}</code>} onClose={onClose}>
      {isGone && <p className="notice">The image is gone: it was deleted, or you may not see it any more.</p>}
      <VisibilityNotice visibility={data?.image?.visibility ?? image.visibility} />
      <ProjectPaste
        ref={paste}
        text={text}
        isBusy={rows.some(({ outcome }) => outcome.state === 'sending')}
        onChange={setText}
        onShare={(projectIds, rest) => {
          setText(rest);
          void shareAndRead(projectIds);
        }}
      />
      <ShareResults
        rows={rows}
        imageId={image.id}
        onRetry={(projectId) => void shareAndRead([projectId])}
        onCheck={(projectId) => void check(projectId).then(() => void refetch())}
        onEdit={(projectId) => {
          setText((before) => [before.trim(), projectId].filter((part) => part !== '').join('\n'));
          dismiss(projectId);
          paste.current?.focus();
        }}
        onShowMembers={() => membersHeading.current?.focus()}
        onRefresh={(projectId) => {
          dismiss(projectId);
          paste.current?.focus();
          void refetch();
        }}
      />
      {error && !data && <QueryProblem error={error} what="The projects" onRetry={() => void refetch()} />}
      <MembersTable
        headingRef={membersHeading}
        imageId={image.id}
        members={data?.image?.members ?? null}
        onRefresh={() => void refetch()}
      />
    </Dialog>
  );
}
