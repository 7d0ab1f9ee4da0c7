import { nameOf } from '../images/ownImage.ts';
import type { Answer, InboxImage } from './inboxImage.ts';

interface AnswerNoticeProps {
  readonly last: Answer | null;
  readonly onUndo: (image: InboxImage) => void;
}

/** The answer that was given last, and the way back. */
export function AnswerNotice({ last, onUndo }: AnswerNoticeProps) {
  return (
    <output className="answer-notice">
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
