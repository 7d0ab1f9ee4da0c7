import { useQuery } from '@apollo/client/react';
import { OwnProjectsDocument, type ProjectChoiceFragment } from '../../generated/graphql.ts';

/** The projects that the user is in. Empty where the gateway knows no identity service: free input is always possible. */
export function useOwnProjects(): readonly ProjectChoiceFragment[] {
  const { data } = useQuery(OwnProjectsDocument, { errorPolicy: 'all' });
  return data?.viewer?.projects ?? [];
}

/** Finds projects whose name or ID has the text in it, in upper or lower case. */
export function findProjects(
  projects: readonly ProjectChoiceFragment[],
  text: string,
): readonly ProjectChoiceFragment[] {
  const sought = text.trim().toLowerCase();
  return projects.filter(({ id, name }) => name.toLowerCase().includes(sought) || id.includes(sought));
}
