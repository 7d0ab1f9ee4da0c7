import type { TaskFailure } from '../../failure/taskFailure.ts';
import type { NamedMembershipFragment } from '../../generated/graphql.ts';
import { countOf } from '../../ui/format.ts';

export function nameOfMember({
  memberId,
  memberName,
}: Pick<NamedMembershipFragment, 'memberId' | 'memberName'>): string {
  return memberName ?? memberId;
}

/** @param failures null for a removed member, in the order of the members */
export function toRemovalReport(
  members: readonly NamedMembershipFragment[],
  failures: readonly (TaskFailure | null)[],
): string {
  const removed = members.filter((_, index) => failures[index] === null);
  const kept = members.filter((_, index) => failures[index] !== null);
  const [only] = removed;
  return [
    ...(only && removed.length === 1 ? [`Removed the access of ${nameOfMember(only)}.`] : []),
    ...(removed.length > 1 ? [`Removed the access of ${countOf(removed.length, 'project')}.`] : []),
    ...(kept.length > 0 ? [`Not removed: ${kept.map(nameOfMember).join(', ')}.`] : []),
  ].join(' ');
}
