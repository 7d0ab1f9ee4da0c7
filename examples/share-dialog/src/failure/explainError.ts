import type { ImageForbiddenReason } from '@glance-graphql/client';
import type { FailureFragment } from '../generated/graphql.ts';
import { formatMoment } from '../ui/format.ts';
import { statusLabel } from '../ui/statusLabel.ts';
import type { Explanation, FailureAction } from './explanation.ts';
import type { Attempt } from './taskFailure.ts';

type ErrorOf<Typename> = Extract<FailureFragment, { __typename: Typename }>;

/** A message and an action for each typed error. A missing case does not compile. */
export function explainError(error: FailureFragment, attempt: Attempt): Explanation {
  const { task } = attempt;
  const requestId = error.requestId ?? null;
  switch (error.__typename) {
    case 'ImageInputError':
      return {
        tone: 'error',
        title: 'This was not accepted',
        detail: error.issues.map(({ message }) => message).join(' ') || error.message,
        action: task === 'share' ? { kind: 'edit' } : { kind: 'refresh' },
        requestId,
      };
    case 'ImageForbiddenError':
      return { tone: 'error', ...explainForbidden(error, attempt), requestId };
    case 'ImageNotFoundError':
      return {
        tone: 'error',
        title: 'The image is gone',
        detail: 'It was deleted, or your project may not see it any more.',
        action: { kind: 'refresh' },
        requestId,
      };
    case 'ImageMemberNotFoundError':
      return {
        tone: 'info',
        title: task === 'remove' ? 'The project had no access any more' : 'The image is no longer shared with you',
        detail: 'Somebody was faster.',
        action: { kind: 'refresh' },
        requestId,
      };
    case 'ImageMemberExistsError':
      return { tone: 'info', title: 'Shared already', ...explainExisting(error), requestId };
    case 'ImageMemberLimitError':
      return {
        tone: 'error',
        title: 'No room for another project',
        detail:
          error.limit === null || error.limit === undefined
            ? 'The image is shared with as many projects as your cloud allows. Remove one to make room.'
            : `An image can be shared with ${error.limit} projects at most. Remove one to make room.`,
        action: { kind: 'showMembers', label: 'Choose one to remove' },
        requestId,
      };
    case 'ImageRateLimitError':
      return {
        tone: 'warning',
        title: 'Too many requests at once',
        detail: 'Nothing was changed. The image service asks for a short pause.',
        action: { kind: 'retry', label: 'Try again', afterSeconds: error.retryAfterSeconds ?? 5 },
        requestId,
      };
    case 'ImageUpstreamError':
      return explainUpstream(error, task);
    default:
      return explainUnknown(error);
  }
}

const FORBIDDEN: Readonly<Record<ImageForbiddenReason, { readonly title: string; readonly detail: string }>> = {
  IMAGE_NOT_SHARED: {
    title: 'This image can not be shared yet',
    detail: 'Its visibility has to be “shared” first. Its owner changes that with this command.',
  },
  NOT_OWNER: {
    title: 'Only the owner may do this',
    detail: 'The image service does not take you for the owner of this image. Ask the owning project.',
  },
  NOT_MEMBER: {
    title: 'Only the other project may answer',
    detail: 'The image is shared with another project than the one that you are signed in to.',
  },
  POLICY: {
    title: 'Your cloud does not allow this',
    detail: 'Your role is not enough. Ask the operator of your cloud, and quote the request.',
  },
};

function explainForbidden(
  error: ErrorOf<'ImageForbiddenError'>,
  { task, imageId }: Attempt,
): Pick<Explanation, 'title' | 'detail' | 'action'> {
  const action: FailureAction =
    error.reason === 'IMAGE_NOT_SHARED' && task === 'share'
      ? { kind: 'copy', label: 'Copy the command', text: `openstack image set --shared ${imageId}` }
      : { kind: 'copy', label: 'Copy for a request', text: toReport(error) };
  return { ...FORBIDDEN[error.reason], action };
}

function explainExisting({
  existingImageMember: member,
}: ErrorOf<'ImageMemberExistsError'>): Pick<Explanation, 'detail' | 'action'> {
  return {
    detail: member
      ? `The project has access since ${formatMoment(member.createdAt)}; its answer: ${statusLabel(member.status)}.`
      : 'The project has access already.',
    action: { kind: 'showMembers', label: 'Show it' },
  };
}

const UNKNOWN_OUTCOME: Readonly<Record<Attempt['task'], string>> = {
  share: 'It may have been shared all the same.',
  remove: 'Access may have been removed all the same.',
  answer: 'Your answer may have been stored all the same.',
};

function explainUpstream(error: ErrorOf<'ImageUpstreamError'>, task: Attempt['task']): Explanation {
  const common = {
    tone: 'error',
    title: error.message.replace(/\.$/, ''),
    requestId: error.requestId ?? null,
  } as const;
  if (error.outcome === 'UNKNOWN') return { ...common, detail: UNKNOWN_OUTCOME[task], action: { kind: 'check' } };
  if (!error.retryable) {
    const action: FailureAction = { kind: 'copy', label: 'Copy for a request', text: toReport(error) };
    return {
      ...common,
      detail: 'Nothing was changed. Repeating does not help; tell the operator of your cloud.',
      action,
    };
  }
  const action: FailureAction = { kind: 'retry', label: 'Try again', afterSeconds: error.retryAfterSeconds ?? 0 };
  return { ...common, detail: 'Nothing was changed.', action };
}

/** The message for an error that only a newer gateway has. */
function explainUnknown(error: Pick<FailureFragment, 'message' | 'code' | 'retryable' | 'requestId'>): Explanation {
  return {
    tone: 'error',
    title: error.message,
    detail: 'This application does not know the reason.',
    action: error.retryable
      ? { kind: 'retry', label: 'Try again', afterSeconds: 0 }
      : { kind: 'copy', label: 'Copy for a request', text: toReport(error) },
    requestId: error.requestId ?? null,
  };
}

function toReport({ code, message, requestId }: Pick<FailureFragment, 'code' | 'message' | 'requestId'>): string {
  return `${message} (${code}${requestId ? `, request ${requestId}` : ''})`;
}
