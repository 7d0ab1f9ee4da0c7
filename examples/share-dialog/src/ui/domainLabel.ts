import type { ProjectChoiceFragment } from '../generated/graphql.ts';

/** The domain of a project, by its name where the viewer may know it. */
export function domainLabel({ domainId, domainName }: ProjectChoiceFragment): string {
  return domainName ?? `domain ${domainId.length > 12 ? `${domainId.slice(0, 8)}…` : domainId}`;
}
