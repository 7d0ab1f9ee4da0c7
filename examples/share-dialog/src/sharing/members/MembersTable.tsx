import type { NamedMembershipFragment } from '../../generated/graphql.ts';
import { SelectAll } from '../../ui/SelectAll.tsx';
import type { useSelection } from '../../ui/useSelection.ts';
import { MemberRow } from './MemberRow.tsx';
import type { useRemovals } from './useRemovals.ts';

interface MembersTableProps {
  /** The members that the filter leaves. */
  readonly members: readonly NamedMembershipFragment[];
  readonly selection: ReturnType<typeof useSelection<NamedMembershipFragment>>;
  readonly removals: ReturnType<typeof useRemovals>;
  /** Where it is said why nobody can be removed; undefined when it is possible. */
  readonly refusalId: string | undefined;
  readonly onRefresh: () => void;
}

export function MembersTable({ members, selection, removals, refusalId, onRefresh }: MembersTableProps) {
  return (
    <table>
      <thead>
        <tr>
          <td className="members-check">
            <SelectAll
              label="Select all shown projects"
              selected={selection.selected.length}
              total={members.length}
              isDisabled={refusalId !== undefined}
              onChange={(isSelected) => selection.select(members, isSelected)}
            />
          </td>
          <th scope="col">Project</th>
          <th scope="col">Decision</th>
          <th scope="col">Since</th>
          <th scope="col">
            <span className="visually-hidden">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            isSelected={selection.has(member)}
            removal={removals.states.get(member.memberId)}
            refusalId={refusalId}
            onSelect={(isSelected) => selection.select([member], isSelected)}
            onRemove={() => void removals.remove([member])}
            onCheck={() => void removals.check(member)}
            onRefresh={() => {
              removals.forget(member);
              onRefresh();
            }}
          />
        ))}
      </tbody>
    </table>
  );
}
