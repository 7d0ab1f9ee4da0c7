import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import { toLoggedError } from '../../log/loggedError.ts';
import { toLoggedText } from '../../log/loggedText.ts';
import type { Logger } from '../../log/logger.ts';
import type { GraphQLContext } from '../server/context.ts';
import { toTopLevelError } from './topLevelError.ts';

const MAX_LOGGED_PATH = 30;
/** The most bugs of one operation that are logged, because the bugs of one operation are alike. */
const MAX_LOGGED_BUGS = 5;

/** Whether an error is a bug of the gateway: neither the image service nor the client caused it, and no code is for the client. */
export function isBug(error: unknown): boolean {
  const cause = unwrapResolverError(error);
  const isForClient = cause instanceof GraphQLError && cause.extensions['code'] !== undefined;
  return !isForClient && cause !== error && toTopLevelError(cause) === null;
}

export function logBugs(
  logger: Logger,
  { requestId, caller }: Pick<GraphQLContext, 'requestId' | 'caller'>,
  errors: readonly GraphQLError[],
): void {
  let logged = 0;
  for (const error of errors) {
    if (!isBug(error)) continue;
    const bug = toLoggedError(unwrapResolverError(error), caller.token);
    logger.error({ requestId, path: toLoggedPath(error.path), error: bug }, 'bug');
    logged += 1;
    if (logged === MAX_LOGGED_BUGS) return;
  }
}

/** Cuts and cleans a path for the log, because a path holds a client's aliases. */
function toLoggedPath(path: GraphQLError['path']): readonly (string | number)[] | undefined {
  return path?.slice(0, MAX_LOGGED_PATH).map((key) => (typeof key === 'string' ? toLoggedText(key) : key));
}
