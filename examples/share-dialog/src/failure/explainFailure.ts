import { explainError } from './explainError.ts';
import type { Explanation } from './explanation.ts';
import type { Attempt, TaskFailure } from './taskFailure.ts';

const NOT_DONE: Readonly<Record<Attempt['task'], string>> = {
  share: 'The image was not shared',
  remove: 'The project still has access',
  decide: 'Your decision was not stored',
  visibility: 'The visibility was not changed',
};

export function explainFailure(failure: TaskFailure, attempt: Attempt): Explanation {
  switch (failure.kind) {
    case 'typed':
      return explainError(failure.error, attempt);
    case 'signedOut':
      return {
        tone: 'warning',
        title: 'You are not signed in any more',
        detail: 'The token was refused. Nothing was changed.',
        action: { kind: 'retry', label: 'Sign in and repeat', afterSeconds: 0 },
        requestId: null,
      };
    case 'request': {
      const { message, code, retryable, retryAfterSeconds, requestId } = failure.error;
      return {
        tone: 'error',
        title: message,
        detail: 'The gateway did not do what was asked for.',
        action: retryable
          ? { kind: 'retry', label: 'Try again', afterSeconds: retryAfterSeconds ?? 0 }
          : {
              kind: 'copy',
              label: 'Copy for a request',
              text: `${message} (${code ?? 'no code'}, ${requestId ?? ''})`,
            },
        requestId,
      };
    }
    case 'notDone':
      return {
        tone: 'warning',
        title: NOT_DONE[attempt.task],
        detail: 'Nothing was changed.',
        action: { kind: 'retry', label: 'Try again', afterSeconds: 0 },
        requestId: null,
      };
    case 'connection':
      return {
        tone: 'error',
        title: 'No response came',
        detail: 'The connection to the gateway broke. The change may have been made all the same.',
        action: { kind: 'check' },
        requestId: null,
      };
  }
}
