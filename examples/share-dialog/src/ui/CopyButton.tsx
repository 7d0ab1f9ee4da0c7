import { useState } from 'react';

interface CopyButtonProps {
  readonly label: string;
  /** Continues the label for screen readers. */
  readonly hiddenLabel?: string;
  readonly className?: string;
  readonly text: string;
}

/** Copies the text, or shows it when the browser forbids copying. */
export function CopyButton({ label, hiddenLabel, className = 'button button-small', text }: CopyButtonProps) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  if (state === 'refused') return <code className="copy-text">{text}</code>;
  return (
    <button
      type="button"
      className={className}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setState('copied'),
          () => setState('refused'),
        );
      }}
    >
      {state === 'copied' ? 'Copied' : label}
      {hiddenLabel && <span className="visually-hidden">{hiddenLabel}</span>}
    </button>
  );
}
