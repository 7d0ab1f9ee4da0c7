import type { ProjectChoiceFragment } from '../generated/graphql.ts';
import { domainLabel } from '../ui/domainLabel.ts';

interface CandidateButtonsProps {
  readonly candidates: readonly ProjectChoiceFragment[];
  readonly onChoose: ((project: ProjectChoiceFragment) => void) | undefined;
}

/** The projects that one name may mean, told apart by their domains. */
export function CandidateButtons({ candidates, onChoose }: CandidateButtonsProps) {
  return (
    <ul className="candidates">
      {candidates.map((project) => (
        <li key={project.id}>
          <button type="button" className="button button-small" onClick={() => onChoose?.(project)}>
            <span>
              {project.name} in {domainLabel(project)}
            </span>
            <code className="project-id">{project.id}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}
