import { useEffect, useRef, useState } from 'react';

interface RemoveControlProps {
  /** Name of whom to remove, such as a project, or `3 projects`. */
  readonly name: string;
  /** Continues the label for screen readers, unless the label says it already. */
  readonly hiddenLabel?: string;
  readonly label: string;
  readonly isBusy: boolean;
  /** Where it is said why nobody can be removed; undefined when it is possible. */
  readonly refusalId: string | undefined;
  readonly onRemove: () => void;
}

/** Asks before it removes. The focus moves to the question, and back to the button when the user keeps the access. */
export function RemoveControl({ name, hiddenLabel = '', label, isBusy, refusalId, onRemove }: RemoveControlProps) {
  const [isAsking, setIsAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  // Whether the user's last click replaces the clicked button, which had the focus.
  const movesFocus = useRef(false);
  useEffect(() => {
    if (movesFocus.current) first.current?.focus();
    movesFocus.current = false;
  });

  function ask(isWanted: boolean): void {
    movesFocus.current = isWanted !== isAsking;
    setIsAsking(isWanted);
  }

  if (isBusy) {
    return (
      <button ref={first} type="button" className="button button-small" aria-disabled>
        Removing…
      </button>
    );
  }
  if (!isAsking) {
    return (
      <button
        ref={first}
        type="button"
        className="button button-small"
        aria-disabled={refusalId !== undefined}
        aria-describedby={refusalId}
        onClick={() => ask(refusalId === undefined)}
      >
        {label}
        {hiddenLabel && <span className="visually-hidden"> {hiddenLabel}</span>}
      </button>
    );
  }
  return (
    <fieldset className="remove-question" aria-label={`Remove the access of ${name}?`}>
      <button
        ref={first}
        type="button"
        className="button button-small button-danger"
        onClick={() => {
          ask(false);
          onRemove();
        }}
      >
        Remove access
      </button>
      <button type="button" className="button button-small" onClick={() => ask(false)}>
        Keep
      </button>
    </fieldset>
  );
}
