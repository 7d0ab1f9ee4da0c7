import type { MemberVerification } from '@glance-graphql/client';
import type { TaskFailure } from '../../failure/taskFailure.ts';
import type { MembershipFragment, NamedMembershipFragment } from '../../generated/graphql.ts';
import type { Recipient } from '../recipients/recipient.ts';

/** The outcome of a share with one project. */
export type ShareOutcome =
  | { readonly state: 'sending' }
  | { readonly state: 'shared'; readonly share: Share | null }
  | { readonly state: 'failed'; readonly failure: TaskFailure };

/** What the gateway said about a share; unknown for a share that was only found out by reading the membership. */
export interface Share {
  readonly member: NamedMembershipFragment;
  readonly verification: MemberVerification | null;
  readonly visibilityChanged: boolean;
  /** Projects that got their access back because the visibility was changed. */
  readonly affectedMembers: readonly MembershipFragment[];
}

export interface ShareRow {
  readonly recipient: Recipient;
  readonly outcome: ShareOutcome;
}

export type ShareEvent =
  | { readonly type: 'settled'; readonly recipients: readonly Recipient[]; readonly outcome: ShareOutcome }
  | { readonly type: 'dismissed'; readonly recipient: Recipient };

/** Replaces the outcome of a project in place, so that rows keep their order. */
export function reduceShareRows(rows: readonly ShareRow[], event: ShareEvent): readonly ShareRow[] {
  if (event.type === 'dismissed') return rows.filter(({ recipient }) => recipient.key !== event.recipient.key);
  const settled = new Set(event.recipients.map(({ key }) => key));
  const known = new Set(rows.map(({ recipient }) => recipient.key));
  const added = event.recipients.filter(({ key }) => !known.has(key));
  return [
    ...rows.map((row) => (settled.has(row.recipient.key) ? { ...row, outcome: event.outcome } : row)),
    ...added.map((recipient) => ({ recipient, outcome: event.outcome })),
  ];
}
