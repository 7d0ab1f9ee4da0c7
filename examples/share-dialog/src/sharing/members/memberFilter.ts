import type { ImageMemberStatus } from '@glance-graphql/client';
import type { NamedMembershipFragment } from '../../generated/graphql.ts';

export interface MemberFilter {
  /** A part of a name or of an ID. */
  readonly text: string;
  /** Null for every decision. */
  readonly status: ImageMemberStatus | null;
}

export const NO_FILTER: MemberFilter = { text: '', status: null };

export function filterMembers(
  members: readonly NamedMembershipFragment[],
  { text, status }: MemberFilter,
): readonly NamedMembershipFragment[] {
  const sought = text.trim().toLowerCase();
  return members.filter(
    (member) =>
      (status === null || member.status === status) &&
      (member.memberId.includes(sought) || (member.memberName ?? '').toLowerCase().includes(sought)),
  );
}
