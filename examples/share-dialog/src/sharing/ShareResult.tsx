import { useRef } from 'react';
import { FailureNote } from '../failure/FailureNote.tsx';
import type { ShareRow } from './shareOutcome.ts';

/** The user's actions for one project. */
export interface ShareResultHandlers {
  readonly onRetry: (projectId: string) => void;
  readonly onCheck: (projectId: string) => void;
  readonly onEdit: (projectId: string) => void;
  readonly onShowMembers: () => void;
  readonly onRefresh: (projectId: string) => void;
}

interface ShareResultProps {
  readonly row: ShareRow;
  readonly imageId: string;
  readonly handlers: ShareResultHandlers;
}

export function ShareResult({ row: { projectId, outcome }, imageId, handlers }: ShareResultProps) {
  const row = useRef<HTMLLIElement>(null);
  // Move the focus, because the button disappears together with its note.
  const keepFocus = (act: (id: string) => void) => (): void => {
    row.current?.focus();
    act(projectId);
  };
  return (
    <li ref={row} tabIndex={-1} className={`share-result share-result-${outcome.state}`}>
      <code className="project-id">{projectId}</code>
      {outcome.state === 'sending' && <p className="share-state">Sharing…</p>}
      {outcome.state === 'shared' && <p className="share-state share-done">Shared</p>}
      {outcome.state === 'failed' && (
        <FailureNote
          failure={outcome.failure}
          attempt={{ task: 'share', imageId }}
          handlers={{
            onRetry: keepFocus(handlers.onRetry),
            onCheck: keepFocus(handlers.onCheck),
            onEdit: () => handlers.onEdit(projectId),
            onShowMembers: handlers.onShowMembers,
            onRefresh: () => handlers.onRefresh(projectId),
          }}
        />
      )}
    </li>
  );
}
