/**
 * The status that the `filter` of a cached list selects; undefined for a list that is not the inbox of the project. The
 * gateway takes a status that is null for PENDING, as it takes none.
 */
export function inboxStatus(filter: unknown, projectId: string): unknown {
  if (typeof filter !== 'object' || filter === null || !('sharedWith' in filter)) return undefined;
  const { sharedWith } = filter;
  if (typeof sharedWith !== 'object' || sharedWith === null) return undefined;
  const inbox: { readonly projectId?: unknown; readonly status?: unknown } = sharedWith;
  if (inbox.projectId !== projectId) return undefined;
  return inbox.status ?? 'PENDING';
}
