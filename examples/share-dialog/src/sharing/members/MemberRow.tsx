import { FailureNote } from '../../failure/FailureNote.tsx';
import type { NamedMembershipFragment } from '../../generated/graphql.ts';
import { formatDay, formatMoment } from '../../ui/format.ts';
import { ProjectName } from '../../ui/ProjectName.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { RemoveControl } from './RemoveControl.tsx';
import { nameOfMember } from './toRemovalReport.ts';
import type { RemovalState } from './useRemovals.ts';

interface MemberRowProps {
  readonly member: NamedMembershipFragment;
  readonly isSelected: boolean;
  readonly removal: RemovalState | undefined;
  /** Where it is said why nobody can be removed; undefined when it is possible. */
  readonly refusalId: string | undefined;
  readonly onSelect: (isSelected: boolean) => void;
  readonly onRemove: () => void;
  readonly onCheck: () => void;
  readonly onRefresh: () => void;
}

export function MemberRow(props: MemberRowProps) {
  const { member, isSelected, removal, refusalId, onSelect, onRemove, onCheck, onRefresh } = props;
  const { imageId, memberId, memberName, status, createdAt } = member;
  const name = nameOfMember(member);
  return (
    <>
      <tr>
        <td className="members-check">
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            disabled={refusalId !== undefined}
            checked={isSelected}
            onChange={(event) => onSelect(event.target.checked)}
          />
        </td>
        <th scope="row">
          <ProjectName id={memberId} name={memberName} />
        </th>
        <td>{status && <StatusBadge status={status} />}</td>
        <td>
          <time dateTime={createdAt} title={formatMoment(createdAt)}>
            {formatDay(createdAt)}
          </time>
        </td>
        <td className="members-action">
          <RemoveControl
            name={name}
            label="Remove"
            hiddenLabel={name}
            isBusy={removal?.phase === 'sending'}
            refusalId={refusalId}
            onRemove={onRemove}
          />
        </td>
      </tr>
      {removal?.phase === 'failed' && (
        <tr className="members-failure">
          <td colSpan={5}>
            <div role="alert">
              <FailureNote
                failure={removal.failure}
                attempt={{ task: 'remove', imageId }}
                handlers={{ onRetry: onRemove, onCheck, onEdit: onRefresh, onShowMembers: onRefresh, onRefresh }}
              />
            </div>
          </td>
        </tr>
      )}
    </>
  );
}
