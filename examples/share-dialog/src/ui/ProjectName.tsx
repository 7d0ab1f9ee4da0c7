import { CopyButton } from './CopyButton.tsx';
import './projectName.css';

interface ProjectNameProps {
  readonly id: string;
  /** Null where the viewer may not know the name. */
  readonly name: string | null | undefined;
}

/** A project by its name, with its ID below, which can be copied. */
export function ProjectName({ id, name }: ProjectNameProps) {
  return (
    <span className="project-name">
      {name && <span className="project-label">{name}</span>}
      <span className="project-secondary">
        <code className="project-id">{id}</code>
        <CopyButton label="Copy" hiddenLabel={` the ID of ${name ?? id}`} className="link-button" text={id} />
      </span>
    </span>
  );
}
