import type { ImageForbiddenReason, MemberUnresolvedReason } from '@glance-graphql/client';
import type { FailureFragment } from '../generated/graphql.ts';
import { formatMoment } from '../ui/format.ts';
import { statusLabel } from '../ui/statusLabel.ts';
import type { Explanation, FailureAction } from './explanation.ts';
import { explainUnknown, explainUpstream, toReport } from './explainUpstream.ts';
import type { Attempt } from './taskFailure.ts';

type ErrorOf<Typename> = Extract<FailureFragment, { __typename: Typename }>;

/** A message and an action for each typed error. */
export function explainError(error: FailureFragment, attempt: Attempt): Explanation {
  const explanation = explainByType(error, attempt);
  if (!error.visibilityChanged) return explanation;
  const detail = explanation.detail.replace('Nothing was changed.', 'Nothing was shared.');
  return { ...explanation, detail: `${detail} The image was made shareable before that, and stays so.` };
}

/** A missing case does not compile. */
function explainByType(error: FailureFragment, attempt: Attempt): Explanation {
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
    case 'ImageMemberUnresolvedError':
      return { tone: 'warning', ...explainUnresolved(error), requestId };
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
    detail: 'Its visibility has to be “shared” first. Projects that had access before get it back by that.',
  },
  NOT_OWNER: {
    title: 'Only the owner may do this',
    detail: 'The image service does not take you for the owner of this image. Ask the owning project.',
  },
  NOT_MEMBER: {
    title: 'Only the other project may decide',
    detail: 'The image is shared with another project than the one that you are signed in to.',
  },
  POLICY: {
    title: 'Your cloud does not allow this',
    detail: 'Your role is not enough. Ask the operator of your cloud, and quote the request.',
  },
};

function explainForbidden(
  error: ErrorOf<'ImageForbiddenError'>,
  { task }: Attempt,
): Pick<Explanation, 'title' | 'detail' | 'action'> {
  const action: FailureAction =
    error.reason === 'IMAGE_NOT_SHARED' && task === 'share'
      ? { kind: 'makeShareable' }
      : { kind: 'copy', label: 'Copy for a request', text: toReport(error) };
  return { ...FORBIDDEN[error.reason], action };
}

function explainExisting({
  existingImageMember: member,
}: ErrorOf<'ImageMemberExistsError'>): Pick<Explanation, 'detail' | 'action'> {
  return {
    detail: member
      ? `The project has access since ${formatMoment(member.createdAt)}; its decision: ${statusLabel(member.status)}.`
      : 'The project has access already.',
    action: { kind: 'showMembers', label: 'Show it' },
  };
}

const UNRESOLVED: Readonly<Record<MemberUnresolvedReason, { readonly title: string; readonly detail: string }>> = {
  NOT_FOUND: {
    title: 'No project has this name',
    detail: 'Nothing was shared. Check the spelling, or ask the project for its ID.',
  },
  AMBIGUOUS: {
    title: 'Several projects have this name',
    detail: 'Nothing was shared. Choose the project that you mean.',
  },
  NOT_VERIFIABLE: {
    title: 'Nobody can tell which project this is',
    detail: 'Nothing was shared. You may not search the projects of this cloud: ask the project for its ID.',
  },
};

function explainUnresolved({
  unresolvedReason,
  candidates,
}: ErrorOf<'ImageMemberUnresolvedError'>): Pick<Explanation, 'title' | 'detail' | 'action'> {
  const action: FailureAction = candidates.length > 0 ? { kind: 'choose', candidates } : { kind: 'edit' };
  return { ...UNRESOLVED[unresolvedReason], action };
}
