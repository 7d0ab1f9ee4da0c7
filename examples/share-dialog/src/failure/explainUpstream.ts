import type { FailureFragment } from '../generated/graphql.ts';
import type { Explanation, FailureAction } from './explanation.ts';
import type { Attempt } from './taskFailure.ts';

const UNKNOWN_OUTCOME: Readonly<Record<Attempt['task'], string>> = {
  share: 'It may have been shared all the same.',
  remove: 'Access may have been removed all the same.',
  decide: 'Your decision may have been stored all the same.',
  visibility: 'The visibility may have been changed all the same.',
};

/** The message for a failure of the image service, or on the way to it. */
export function explainUpstream(
  error: Extract<FailureFragment, { __typename: 'ImageUpstreamError' }>,
  task: Attempt['task'],
): Explanation {
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
export function explainUnknown(
  error: Pick<FailureFragment, 'message' | 'code' | 'retryable' | 'requestId'>,
): Explanation {
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

/** What to quote in a request for help. */
export function toReport({
  code,
  message,
  requestId,
}: Pick<FailureFragment, 'code' | 'message' | 'requestId'>): string {
  return `${message} (${code}${requestId ? `, request ${requestId}` : ''})`;
}
