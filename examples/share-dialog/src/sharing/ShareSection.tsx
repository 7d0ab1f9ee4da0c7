import { useRef } from 'react';
import type { NamedMembershipFragment } from '../generated/graphql.ts';
import { fromProject, type Recipient } from './recipients/recipient.ts';
import { RecipientForm } from './recipients/RecipientForm.tsx';
import { useOwnProjects } from './recipients/useOwnProjects.ts';
import { useRecipients } from './recipients/useRecipients.ts';
import { ShareResults } from './results/ShareResults.tsx';
import { useShare } from './results/useShare.ts';

interface ShareSectionProps {
  readonly imageId: string;
  readonly ownerId: string | undefined;
  readonly isPrivate: boolean;
  readonly refusal: string | null;
  readonly members: readonly NamedMembershipFragment[];
  readonly nameOfMember: (memberId: string) => string;
  /** Reads the image and its members again. */
  readonly onRead: () => void;
  readonly onShowMembers: () => void;
}

/** The part of the dialog that shares: the projects to share with, and the result for each. */
export function ShareSection(props: ShareSectionProps) {
  const { imageId, ownerId, isPrivate, refusal, members, nameOfMember, onRead, onShowMembers } = props;
  const { rows, share, check, dismiss } = useShare(imageId);
  const recipients = useRecipients();
  const input = useRef<HTMLInputElement>(null);
  const withAccess = new Set([ownerId, ...members.map(({ memberId }) => memberId)]);
  const projects = useOwnProjects().filter(({ id }) => !withAccess.has(id));

  const shareAndRead = (shared: readonly Recipient[], makeShareable = isPrivate): void =>
    void share(shared, { makeShareable }).then(onRead);
  function leave(recipient: Recipient): void {
    dismiss(recipient);
    input.current?.focus();
  }

  return (
    <>
      {isPrivate && refusal === null && (
        <p className="notice">
          This image is private: only your project can use it. Sharing makes it “shared” first, and projects that had
          access before get it back by that.
        </p>
      )}
      <RecipientForm
        inputRef={input}
        recipients={recipients}
        projects={projects}
        isBusy={rows.some(({ outcome }) => outcome.state === 'sending')}
        isPrivate={isPrivate}
        refusal={refusal}
        onShare={shareAndRead}
      />
      <ShareResults
        rows={rows}
        imageId={imageId}
        nameOfMember={nameOfMember}
        handlers={{
          onRetry: (recipient) => shareAndRead([recipient]),
          onMakeShareable: (recipient) => shareAndRead([recipient], true),
          onCheck: (recipient) => void check(recipient).then(onRead),
          onEdit: (recipient) => {
            leave(recipient);
            recipients.edit(recipient);
          },
          onChoose: (recipient, project) => {
            leave(recipient);
            shareAndRead([fromProject(project)]);
          },
          onShowMembers,
          onRefresh: (recipient) => {
            leave(recipient);
            onRead();
          },
        }}
      />
    </>
  );
}
