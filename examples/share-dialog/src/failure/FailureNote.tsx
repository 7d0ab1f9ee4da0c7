import { explainFailure } from './explainFailure.ts';
import type { FailureAction } from './explanation.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import type { ProjectChoiceFragment } from '../generated/graphql.ts';
import { CandidateButtons } from './CandidateButtons.tsx';
import { RetryButton } from './RetryButton.tsx';
import type { Attempt, TaskFailure } from './taskFailure.ts';
import './failureNote.css';

/** Actions of the screen that shows the note. */
interface FailureHandlers {
  readonly onRetry: () => void;
  readonly onCheck: () => void;
  readonly onEdit: () => void;
  readonly onShowMembers: () => void;
  readonly onRefresh: () => void;
  /** For the task `share` only, as is `onMakeShareable`. */
  readonly onChoose?: (project: ProjectChoiceFragment) => void;
  readonly onMakeShareable?: () => void;
}

interface FailureNoteProps {
  readonly failure: TaskFailure;
  readonly attempt: Attempt;
  readonly handlers: FailureHandlers;
}

/** Says what happened, and offers the action that helps. */
export function FailureNote({ failure, attempt, handlers }: FailureNoteProps) {
  const { tone, title, detail, action, requestId } = explainFailure(failure, attempt);
  return (
    <div className={`failure-note failure-${tone}`}>
      <div>
        <p className="failure-title">{title}</p>
        <p className="failure-detail">{detail}</p>
        {requestId !== null && tone !== 'info' && <p className="failure-request">Request {requestId}</p>}
      </div>
      <ActionButton action={action} handlers={handlers} />
    </div>
  );
}

function ActionButton({ action, handlers }: { readonly action: FailureAction; readonly handlers: FailureHandlers }) {
  switch (action.kind) {
    case 'retry':
      return <RetryButton label={action.label} afterSeconds={action.afterSeconds} onRetry={handlers.onRetry} />;
    case 'copy':
      return <CopyButton label={action.label} text={action.text} />;
    case 'check':
      return <PlainButton label="Check" onClick={handlers.onCheck} />;
    case 'edit':
      return <PlainButton label="Edit" onClick={handlers.onEdit} />;
    case 'choose':
      return <CandidateButtons candidates={action.candidates} onChoose={handlers.onChoose} />;
    case 'makeShareable':
      return <PlainButton label="Make it shareable and share" onClick={handlers.onMakeShareable} />;
    case 'showMembers':
      return <PlainButton label={action.label} onClick={handlers.onShowMembers} />;
    case 'refresh':
      return <PlainButton label="Refresh" onClick={handlers.onRefresh} />;
  }
}

function PlainButton({ label, onClick }: { readonly label: string; readonly onClick: (() => void) | undefined }) {
  return (
    <button type="button" className="button button-small" onClick={onClick}>
      {label}
    </button>
  );
}
