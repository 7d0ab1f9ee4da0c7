import type { NamedProject } from './wire/projects.ts';

/** The operator's directory of projects, on behalf of one caller. Takes exact names and exact IDs only. */
export interface CallerDirectory {
  /** Null for an unknown name, and for a domain that the caller may not look at. @throws GlanceError */
  findByName(name: string, domainId: string): Promise<NamedProject | null>;
  /** Null for an unknown ID, and for a project that the caller may not look at. @throws GlanceError */
  findById(id: string): Promise<NamedProject | null>;
  /** Whether the caller may look at the projects of the domain. */
  covers(domainId: string): Promise<boolean>;
}
