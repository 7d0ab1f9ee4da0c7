import { isUnauthenticated, toTopLevelErrors } from '@glance-graphql/client';
import '../failure/failureNote.css';

interface QueryProblemProps {
  readonly error: unknown;
  /** Name of the list that could not be read, such as `Your images`. */
  readonly what: string;
  readonly onRetry: () => void;
}

/** Shown instead of a list that could not be read. */
export function QueryProblem({ error, what, onRetry }: QueryProblemProps) {
  const [first] = toTopLevelErrors(error);
  const isSignedOut = isUnauthenticated(error);
  return (
    <div className="failure-note failure-error" role="alert">
      <div>
        <p className="failure-title">{what} could not be read</p>
        <p className="failure-detail">
          {isSignedOut ? 'You are not signed in any more.' : (first?.message ?? 'No response of the gateway came.')}
        </p>
        {first?.requestId && <p className="failure-request">Request {first.requestId}</p>}
      </div>
      <button type="button" className="button button-small" onClick={onRetry}>
        {isSignedOut ? 'Sign in' : 'Try again'}
      </button>
    </div>
  );
}
