import type { ProjectChoiceFragment } from '../generated/graphql.ts';

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
            {project.name} in {project.domainName ?? `domain ${project.domainId}`}
            <span className="visually-hidden"> with the ID {project.id}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
