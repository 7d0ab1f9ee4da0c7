import { nameOf } from '../images/ownImage.ts';
import type { Decision, InboxImage } from './inboxImage.ts';

interface DecisionNoticeProps {
  readonly last: Decision | null;
  readonly onUndo: (image: InboxImage) => void;
}

/** Shows the last decision, with a button that undoes it. */
export function DecisionNotice({ last, onUndo }: DecisionNoticeProps) {
  return (
    <output className="decision-notice">
      {last && last.status !== 'PENDING' && (
        <>
          <span>
            {last.status === 'ACCEPTED' ? 'Accepted' : 'Rejected'} <strong>{nameOf(last.image)}</strong>.
          </span>
          <button type="button" className="button button-small" onClick={() => onUndo(last.image)}>
            Undo
          </button>
        </>
      )}
    </output>
  );
}
