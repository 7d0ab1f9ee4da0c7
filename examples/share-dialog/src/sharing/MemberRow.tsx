import { FailureNote } from '../failure/FailureNote.tsx';
import type { MembershipFragment } from '../generated/graphql.ts';
import { formatDay, formatMoment } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { RemoveControl } from './RemoveControl.tsx';
import { useRemoval } from './useRemoval.ts';

interface MemberRowProps {
  readonly imageId: string;
  readonly member: MembershipFragment;
  readonly onRemoved: () => void;
  readonly onRefresh: () => void;
}

export function MemberRow({ imageId, member, onRemoved, onRefresh }: MemberRowProps) {
  const { memberId, status, createdAt } = member;
  const { state, remove, check, reset } = useRemoval(member, onRemoved);
  const refresh = (): void => {
    reset();
    onRefresh();
  };
  return (
    <>
      <tr>
        <th scope="row">
          <code className="project-id">{memberId}</code>
        </th>
        <td>
          <StatusBadge status={status} />
        </td>
        <td>
          <time dateTime={createdAt} title={formatMoment(createdAt)}>
            {formatDay(createdAt)}
          </time>
        </td>
        <td className="members-action">
          <RemoveControl memberId={memberId} isBusy={state.phase === 'sending'} onRemove={remove} />
        </td>
      </tr>
      {state.phase === 'failed' && (
        <tr className="members-failure">
          <td colSpan={4}>
            <div role="alert">
              <FailureNote
                failure={state.failure}
                attempt={{ task: 'remove', imageId }}
                handlers={{
                  onRetry: remove,
                  onCheck: check,
                  onEdit: refresh,
                  onShowMembers: refresh,
                  onRefresh: refresh,
                }}
              />
            </div>
          </td>
        </tr>
      )}
    </>
  );
}
