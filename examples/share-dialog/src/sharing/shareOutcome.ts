import type { TaskFailure } from '../failure/taskFailure.ts';

/** The outcome of a share with one project. */
export type ShareOutcome =
  | { readonly state: 'sending' }
  | { readonly state: 'shared' }
  | { readonly state: 'failed'; readonly failure: TaskFailure };

export interface ShareRow {
  readonly projectId: string;
  readonly outcome: ShareOutcome;
}

export type ShareEvent =
  | { readonly type: 'settled'; readonly projectIds: readonly string[]; readonly outcome: ShareOutcome }
  | { readonly type: 'dismissed'; readonly projectId: string };

/** Replaces the outcome of a project in place, so that rows keep their order. */
export function reduceShareRows(rows: readonly ShareRow[], event: ShareEvent): readonly ShareRow[] {
  if (event.type === 'dismissed') return rows.filter(({ projectId }) => projectId !== event.projectId);
  const known = new Set(rows.map(({ projectId }) => projectId));
  const added = event.projectIds.filter((projectId) => !known.has(projectId));
  return [
    ...rows.map((row) => (event.projectIds.includes(row.projectId) ? { ...row, outcome: event.outcome } : row)),
    ...added.map((projectId) => ({ projectId, outcome: event.outcome })),
  ];
}
