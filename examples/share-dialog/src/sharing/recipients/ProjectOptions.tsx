/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus --
   A native datalist shows either names or IDs, and not both. The input has the focus and handles the keys. */
import type { ProjectChoiceFragment } from '../../generated/graphql.ts';
import { domainLabel } from '../../ui/domainLabel.ts';

interface ProjectOptionsProps {
  readonly id: string;
  readonly projects: readonly ProjectChoiceFragment[];
  readonly active: number;
  readonly onChoose: (project: ProjectChoiceFragment) => void;
}

/** The list of a combobox. The focus stays in its input, which names the highlighted option. */
export function ProjectOptions({ id, projects, active, onChoose }: ProjectOptionsProps) {
  return (
    <div id={id} role="listbox" aria-label="Your projects" className="project-options">
      {projects.map((project, index) => (
        <div
          key={project.id}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === active}
          className="project-option"
          ref={(item) => {
            if (index === active) item?.scrollIntoView({ block: 'nearest' });
          }}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(project)}
        >
          <span className="project-label">{project.name}</span>
          <span className="project-domain">
            {domainLabel(project)} · {project.id}
          </span>
        </div>
      ))}
    </div>
  );
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}
