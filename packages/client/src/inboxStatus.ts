import { readText, readValue } from './fields.ts';

/**
 * The statuses that the `filter` of a cached list selects; undefined for a list that is not the inbox of the project. An
 * inbox without a project is that of the user's own project, and only a member can decide. The gateway takes a value that
 * is null as it takes none.
 */
export function inboxStatuses(filter: unknown, projectId: string): readonly unknown[] | undefined {
  const inbox = readValue(filter, 'sharedWith');
  if (typeof inbox !== 'object' || inbox === null) return undefined;
  if ((readText(inbox, 'projectId') ?? projectId) !== projectId) return undefined;
  const statuses = readValue(inbox, 'statuses') ?? readText(inbox, 'status') ?? 'PENDING';
  return Array.isArray(statuses) ? statuses : [statuses];
}
