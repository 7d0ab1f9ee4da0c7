import type { ApolloLink } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { isUnauthenticated } from '@glance-graphql/client';
import { from, mergeMap, of, throwError } from 'rxjs';
import type { Session } from '../session/session.ts';

/**
 * Repeats an operation whose token was refused after the user has signed in again. The whole operation is repeated,
 * which is safe for every mutation of the gateway. The error is passed on when the new token is refused too, or when
 * the user gives up.
 */
export function createRenewalLink(session: Session): ApolloLink {
  return new ErrorLink(({ error, result, operation, forward }) => {
    const { token, isRepeated } = operation.getContext();
    if (!isUnauthenticated(error) || isRepeated === true) return undefined;
    return from(session.renew(String(token))).pipe(
      mergeMap((isRenewed) => {
        if (!isRenewed) return result === undefined ? throwError(() => error) : of(result);
        operation.setContext({ isRepeated: true });
        return forward(operation);
      }),
    );
  });
}
