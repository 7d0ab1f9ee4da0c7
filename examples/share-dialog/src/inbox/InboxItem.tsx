import type { ImageMemberStatus } from '@glance-graphql/client';
import { FailureNote } from '../failure/FailureNote.tsx';
import { nameOf } from '../images/ownImage.ts';
import { refusalOf } from '../permissions.ts';
import { formatBytes, formatDay } from '../ui/format.ts';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { DecisionButtons } from './DecisionButtons.tsx';
import type { DecisionFailure, InboxImage } from './inboxImage.ts';

interface InboxItemProps {
  readonly image: InboxImage;
  readonly isSelected: boolean;
  readonly failure: DecisionFailure | null;
  /** Null where there are not several images to decide about at once. */
  readonly onSelect: ((isSelected: boolean) => void) | null;
  readonly onDecide: (status: ImageMemberStatus) => void;
  readonly onCheck: () => void;
  readonly onRefresh: () => void;
}

export function InboxItem(props: InboxItemProps) {
  const { image, isSelected, failure, onSelect, onDecide, onCheck, onRefresh } = props;
  const { sizeBytes = null, owner, ownerName, member, permissions } = image;
  const name = nameOf(image);
  const refusal = refusalOf(permissions?.decide);
  const facts = [
    ...(sizeBytes === null ? [] : [formatBytes(sizeBytes)]),
    ...(member ? [`shared ${formatDay(member.createdAt)}`] : []),
  ];
  return (
    <li className="inbox-item">
      <p className="inbox-title">
        {onSelect && (
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            disabled={refusal !== null}
            checked={isSelected}
            onChange={(event) => onSelect(event.target.checked)}
          />
        )}
        <span className="image-name">{name}</span>
        {member?.status && member.status !== 'PENDING' && <StatusBadge status={member.status} />}
      </p>
      <p className="image-facts">{facts.join(' · ')}</p>
      {owner && (
        <p className="image-facts">
          from{' '}
          {ownerName ? <strong title={owner.id}>{ownerName}</strong> : <code className="project-id">{owner.id}</code>}
        </p>
      )}
      <DecisionButtons name={name} status={member?.status ?? 'PENDING'} refusal={refusal} onDecide={onDecide} />
      {failure && (
        <div role="alert">
          <FailureNote
            failure={failure.failure}
            attempt={{ task: 'decide', imageId: image.id }}
            handlers={{
              onRetry: () => onDecide(failure.status),
              onCheck,
              onEdit: onRefresh,
              onShowMembers: onRefresh,
              onRefresh,
            }}
          />
        </div>
      )}
    </li>
  );
}
