import { useState } from 'react';

interface CopyButtonProps {
  readonly label: string;
  readonly text: string;
}

/** Copies the text, or shows it when the browser forbids copying. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  if (state === 'refused') return <code className="copy-text">{text}</code>;
  return (
    <button
      type="button"
      className="button button-small"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setState('copied'),
          () => setState('refused'),
        );
      }}
    >
      {state === 'copied' ? 'Copied' : label}
    </button>
  );
}
