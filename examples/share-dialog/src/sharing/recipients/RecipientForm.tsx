import { useId, type FormEvent, type Ref } from 'react';
import type { ProjectChoiceFragment } from '../../generated/graphql.ts';
import { countOf } from '../../ui/format.ts';
import { parseRecipients } from './parseRecipients.ts';
import { ProjectInput } from './ProjectInput.tsx';
import type { Recipient } from './recipient.ts';
import { RecipientChips } from './RecipientChips.tsx';
import type { Recipients } from './useRecipients.ts';
import './recipients.css';

interface RecipientFormProps {
  readonly inputRef: Ref<HTMLInputElement>;
  readonly recipients: Recipients;
  readonly projects: readonly ProjectChoiceFragment[];
  readonly isBusy: boolean;
  /** Whether sharing changes the visibility as well. */
  readonly isPrivate: boolean;
  /** Why the image must not be shared; null when it may be. */
  readonly refusal: string | null;
  readonly onShare: (recipients: readonly Recipient[]) => void;
}

const HINT =
  'Names or IDs. Separate several by commas or lines. A project can use the image at once, and sees it in its lists after accepting.';

/** Names the projects to share with: one, several, or a pasted column. */
export function RecipientForm(props: RecipientFormProps) {
  const { inputRef, recipients, projects, isBusy, isPrivate, refusal, onShare } = props;
  const id = useId();
  const known = new Set(recipients.chosen.map(({ key }) => key));
  const typed = parseRecipients(recipients.text).recipients.filter(({ key }) => !known.has(key));
  const all = [...recipients.chosen, ...typed];

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (all.length === 0 || isBusy || refusal !== null) return;
    recipients.clear();
    onShare(all);
  }

  return (
    <form className="recipient-form" onSubmit={submit}>
      <label htmlFor={id}>Projects to share with</label>
      <RecipientChips recipients={recipients.chosen} onRemove={recipients.remove} />
      <div className="recipient-row">
        <ProjectInput
          ref={inputRef}
          id={id}
          describedBy={`${id}-hint ${id}-notes`}
          recipients={recipients}
          projects={projects}
        />
        <button
          type="submit"
          className="button button-primary"
          aria-disabled={all.length === 0 || isBusy || refusal !== null}
          aria-describedby={refusal === null ? undefined : `${id}-hint`}
        >
          {isBusy ? 'Sharing…' : toLabel(all.length, isPrivate)}
        </button>
      </div>
      <p id={`${id}-hint`} className="hint">
        {refusal ?? HINT}
      </p>
      <output id={`${id}-notes`} className="recipient-notes">
        {recipients.repeated > 0 && `${countOf(recipients.repeated, 'repetition')} left out.`}
      </output>
    </form>
  );
}

function toLabel(count: number, isPrivate: boolean): string {
  const share = isPrivate ? 'Make shareable and share' : 'Share';
  return count > 1 ? `${share} with ${countOf(count, 'project')}` : share;
}
