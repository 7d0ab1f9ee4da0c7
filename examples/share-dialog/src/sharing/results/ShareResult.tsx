import { useRef } from 'react';
import { FailureNote } from '../../failure/FailureNote.tsx';
import type { ProjectChoiceFragment } from '../../generated/graphql.ts';
import type { Recipient } from '../recipients/recipient.ts';
import { SharedNote } from './SharedNote.tsx';
import type { ShareRow } from './shareOutcome.ts';

/** The user's actions for one project. */
export interface ShareResultHandlers {
  readonly onRetry: (recipient: Recipient) => void;
  readonly onCheck: (recipient: Recipient) => void;
  readonly onEdit: (recipient: Recipient) => void;
  readonly onChoose: (recipient: Recipient, project: ProjectChoiceFragment) => void;
  readonly onMakeShareable: (recipient: Recipient) => void;
  readonly onShowMembers: () => void;
  readonly onRefresh: (recipient: Recipient) => void;
}

interface ShareResultProps {
  readonly row: ShareRow;
  readonly imageId: string;
  readonly handlers: ShareResultHandlers;
}

export function ShareResult({ row: { recipient, outcome }, imageId, handlers }: ShareResultProps) {
  const row = useRef<HTMLLIElement>(null);
  // Move the focus, because the button disappears together with its note.
  const keepFocus = (act: (recipient: Recipient) => void) => (): void => {
    row.current?.focus();
    act(recipient);
  };
  return (
    <li ref={row} tabIndex={-1} className={`share-result share-result-${outcome.state}`}>
      <span className="project-label">{recipient.label}</span>
      {outcome.state === 'sending' && <p className="share-state">Sharing…</p>}
      {outcome.state === 'shared' && <SharedNote label={recipient.label} share={outcome.share} />}
      {outcome.state === 'failed' && (
        <FailureNote
          failure={outcome.failure}
          attempt={{ task: 'share', imageId }}
          handlers={{
            onRetry: keepFocus(handlers.onRetry),
            onCheck: keepFocus(handlers.onCheck),
            onMakeShareable: keepFocus(handlers.onMakeShareable),
            onChoose: (project) => handlers.onChoose(recipient, project),
            onEdit: () => handlers.onEdit(recipient),
            onShowMembers: handlers.onShowMembers,
            onRefresh: () => handlers.onRefresh(recipient),
          }}
        />
      )}
    </li>
  );
}
