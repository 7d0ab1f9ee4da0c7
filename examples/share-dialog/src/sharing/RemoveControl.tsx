import { useEffect, useRef, useState } from 'react';

interface RemoveControlProps {
  readonly memberId: string;
  readonly isBusy: boolean;
  readonly onRemove: () => void;
}

/** Asks before it removes. The focus moves to the question, and back to the button when the user keeps the access. */
export function RemoveControl({ memberId, isBusy, onRemove }: RemoveControlProps) {
  const [isAsking, setIsAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const step = isBusy ? 'removing' : isAsking ? 'asking' : 'idle';
  const lastStep = useRef(step);
  useEffect(() => {
    if (lastStep.current !== step) first.current?.focus();
    lastStep.current = step;
  }, [step]);

  if (isBusy) {
    return (
      <button ref={first} type="button" className="button button-small" aria-disabled>
        Removing…
      </button>
    );
  }
  if (!isAsking) {
    return (
      <button ref={first} type="button" className="button button-small" onClick={() => setIsAsking(true)}>
        Remove<span className="visually-hidden"> {memberId}</span>
      </button>
    );
  }
  return (
    <fieldset className="remove-question" aria-label={`Remove the access of ${memberId}?`}>
      <button
        ref={first}
        type="button"
        className="button button-small button-danger"
        onClick={() => {
          setIsAsking(false);
          onRemove();
        }}
      >
        Remove access
      </button>
      <button type="button" className="button button-small" onClick={() => setIsAsking(false)}>
        Keep
      </button>
    </fieldset>
  );
}
