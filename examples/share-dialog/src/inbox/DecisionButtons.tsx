import type { ImageMemberStatus } from '@glance-graphql/client';
import { useId } from 'react';

interface DecisionButtonsProps {
  /** Of the image, for screen readers; of several images when one button decides about all. */
  readonly name: string;
  /** The decision so far, which is not offered again; null for several images. */
  readonly status: ImageMemberStatus | null;
  /** Why the user must not decide; null when the user may. */
  readonly refusal: string | null;
  readonly onDecide: (status: 'ACCEPTED' | 'REJECTED') => void;
}

const VERBS = [
  ['ACCEPTED', 'Accept', 'button button-primary'],
  ['REJECTED', 'Reject', 'button'],
] as const;

export function DecisionButtons({ name, status, refusal, onDecide }: DecisionButtonsProps) {
  const id = useId();
  return (
    <>
      <div className="inbox-actions">
        {VERBS.filter(([decision]) => decision !== status).map(([decision, verb, className]) => (
          <button
            key={decision}
            type="button"
            className={className}
            aria-disabled={refusal !== null}
            aria-describedby={refusal === null ? undefined : id}
            onClick={() => {
              if (refusal === null) onDecide(decision);
            }}
          >
            {verb}
            <span className="visually-hidden"> {name}</span>
          </button>
        ))}
      </div>
      {refusal !== null && (
        <p id={id} className="hint">
          {refusal}
        </p>
      )}
    </>
  );
}
