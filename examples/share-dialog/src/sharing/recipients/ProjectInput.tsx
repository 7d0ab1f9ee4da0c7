import type { ClipboardEvent, KeyboardEvent, Ref } from 'react';
import type { ProjectChoiceFragment } from '../../generated/graphql.ts';
import { SEPARATOR } from './parseRecipients.ts';
import { optionId, ProjectOptions } from './ProjectOptions.tsx';
import { fromProject } from './recipient.ts';
import { useCombobox } from './useCombobox.ts';
import { findProjects } from './useOwnProjects.ts';
import type { Recipients } from './useRecipients.ts';

interface ProjectInputProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly id: string;
  readonly describedBy: string;
  readonly recipients: Recipients;
  /** What the list offers. */
  readonly projects: readonly ProjectChoiceFragment[];
}

/** An input for a name or an ID, with a list of the user's own projects. */
export function ProjectInput({ ref, id, describedBy, recipients, projects }: ProjectInputProps) {
  const { chosen, text } = recipients;
  const taken = new Set(chosen.map(({ key }) => key));
  const options = findProjects(projects, text).filter((project) => !taken.has(project.id));
  const combobox = useCombobox(options, (project) => recipients.choose(fromProject(project)));
  const listId = `${id}-list`;

  function handleKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (combobox.handleKey(event)) return event.preventDefault();
    if (event.key === 'Enter' && text.trim() !== '' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      recipients.add(text);
      combobox.close();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
    const last = chosen.at(-1);
    if (event.key === 'Backspace' && text === '' && last) recipients.remove(last.key);
  }

  function paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData.getData('text');
    if (!SEPARATOR.test(pasted.trim())) return;
    event.preventDefault();
    recipients.add(`${text}${pasted}`);
  }

  return (
    <div className="project-combobox">
      <input
        ref={ref}
        id={id}
        data-initial-focus
        role="combobox"
        aria-expanded={combobox.isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={combobox.active >= 0 ? optionId(listId, combobox.active) : undefined}
        aria-describedby={describedBy}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          recipients.type(event.target.value);
          combobox.open();
        }}
        onKeyDown={handleKey}
        onPaste={paste}
        onClick={combobox.open}
        onBlur={combobox.close}
      />
      {combobox.isOpen && (
        <ProjectOptions id={listId} projects={options} active={combobox.active} onChoose={combobox.choose} />
      )}
    </div>
  );
}
