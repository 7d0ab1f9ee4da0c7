import { useId, type FormEvent, type KeyboardEvent, type Ref } from 'react';
import { countOf } from '../ui/format.ts';
import { parseProjectIds } from './parseProjectIds.ts';

interface ProjectPasteProps {
  readonly ref: Ref<HTMLTextAreaElement>;
  readonly text: string;
  readonly isBusy: boolean;
  readonly onChange: (text: string) => void;
  /** @param rest text without project IDs, which stays in the field */
  readonly onShare: (projectIds: readonly string[], rest: string) => void;
}

/** A field for one project ID, or for a pasted column of project IDs. */
export function ProjectPaste({ ref, text, isBusy, onChange, onShare }: ProjectPasteProps) {
  const id = useId();
  const { valid, invalid, repeated } = parseProjectIds(text);
  const notes = [
    ...(repeated > 0 ? [`${countOf(repeated, 'repetition')} left out.`] : []),
    ...(invalid.length > 0 ? [`Not a project ID: ${invalid.join(', ')}`] : []),
  ];

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (valid.length > 0 && !isBusy) onShare(valid, invalid.join('\n'));
  }

  function submitByKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
  }

  return (
    <form className="project-paste" onSubmit={submit}>
      <label htmlFor={id}>Project IDs</label>
      <textarea
        ref={ref}
        id={id}
        data-initial-focus
        rows={3}
        spellCheck={false}
        autoCapitalize="off"
        aria-describedby={`${id}-hint ${id}-notes`}
        aria-invalid={invalid.length > 0}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={submitByKey}
      />
      <p id={`${id}-hint`} className="hint">
        One or many, separated by spaces, commas or lines. A project can use the image at once, and sees it in its lists
        after accepting.
      </p>
      <output id={`${id}-notes`} className="paste-notes">
        {notes.join(' ')}
      </output>
      <button type="submit" className="button button-primary" aria-disabled={valid.length === 0 || isBusy}>
        {isBusy ? 'Sharing…' : valid.length > 1 ? `Share with ${valid.length} projects` : 'Share'}
      </button>
    </form>
  );
}
