import { FailureNote } from '../failure/FailureNote.tsx';
import { nameOf } from '../images/ownImage.ts';
import { formatBytes, formatDay } from '../ui/format.ts';
import type { DecisionFailure, InboxImage } from './inboxImage.ts';

interface InboxItemProps {
  readonly image: InboxImage;
  readonly failure: DecisionFailure | null;
  readonly onDecide: (status: 'ACCEPTED' | 'REJECTED' | 'PENDING') => void;
  readonly onCheck: () => void;
  readonly onRefresh: () => void;
}

export function InboxItem({ image, failure, onDecide, onCheck, onRefresh }: InboxItemProps) {
  const { sizeBytes = null, owner, member } = image;
  const name = nameOf(image);
  return (
    <li className="inbox-item">
      <p className="image-name">{name}</p>
      <p className="image-facts">
        {[
          ...(sizeBytes === null ? [] : [formatBytes(sizeBytes)]),
          ...(member ? [`shared ${formatDay(member.createdAt)}`] : []),
        ].join(' · ')}
      </p>
      {owner && (
        <p className="image-facts">
          from <code className="project-id">{owner.id}</code>
        </p>
      )}
      <div className="inbox-actions">
        <button type="button" className="button button-primary" onClick={() => onDecide('ACCEPTED')}>
          Accept<span className="visually-hidden"> {name}</span>
        </button>
        <button type="button" className="button" onClick={() => onDecide('REJECTED')}>
          Reject<span className="visually-hidden"> {name}</span>
        </button>
      </div>
      {failure && (
        <div role="alert">
          <FailureNote
            failure={failure.failure}
            attempt={{ task: 'answer', imageId: image.id }}
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
