import { nameOf } from '../images/ownImage.ts';
import { countOf } from '../ui/format.ts';
import { undo, type Decision } from './inboxImage.ts';

interface DecisionNoticeProps {
  readonly last: readonly Decision[];
  readonly onUndo: (decisions: readonly Decision[]) => void;
}

const DONE = { PENDING: 'Undecided again', ACCEPTED: 'Accepted', REJECTED: 'Rejected' } as const;

/** Shows the last decisions, with a button that undoes them. */
export function DecisionNotice({ last, onUndo }: DecisionNoticeProps) {
  const [first] = last;
  return (
    <output className="decision-notice">
      {first && (
        <>
          <span>
            {DONE[first.status]}{' '}
            <strong>{last.length === 1 ? nameOf(first.image) : countOf(last.length, 'image')}</strong>.
          </span>
          {first.status !== 'PENDING' && (
            <button type="button" className="button button-small" onClick={() => onUndo(last.map(undo))}>
              Undo
            </button>
          )}
        </>
      )}
    </output>
  );
}
