import type { Recipient } from './recipient.ts';

interface RecipientChipsProps {
  readonly recipients: readonly Recipient[];
  readonly onRemove: (key: string) => void;
}

/** The projects that are chosen, each with a button that takes it out. */
export function RecipientChips({ recipients, onRemove }: RecipientChipsProps) {
  if (recipients.length === 0) return null;
  return (
    <ul className="chips" aria-label="Chosen projects">
      {recipients.map(({ key, label }) => (
        <li key={key} className="chip">
          <span className="chip-label">{label}</span>
          <button type="button" className="chip-remove" aria-label={`Leave out ${label}`} onClick={() => onRemove(key)}>
            <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
              <path d="M4 4l8 8M12 4l-8 8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
            </svg>
          </button>
        </li>
      ))}
    </ul>
  );
}
