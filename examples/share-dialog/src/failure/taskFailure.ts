import { isUnauthenticated, toTopLevelErrors, type TopLevelError } from '@glance-graphql/client';
import type { FailureFragment } from '../generated/graphql.ts';

/** Why something that the user asked for did not happen. */
export type TaskFailure =
  /** The gateway answered with a typed error. */
  | { readonly kind: 'typed'; readonly error: FailureFragment }
  /** The token was refused, and no other one was given or it was refused as well. */
  | { readonly kind: 'signedOut' }
  /** The gateway refused or failed the request as a whole. */
  | { readonly kind: 'request'; readonly error: TopLevelError }
  /** Read again after an unknown outcome, and it had not happened. */
  | { readonly kind: 'notDone' }
  /** No answer of the gateway came. */
  | { readonly kind: 'connection' };

/** What failed: the same error is told in other words for each task. */
export interface Attempt {
  readonly task: 'share' | 'revoke' | 'answer';
  readonly imageId: string;
}

export function toTaskFailure(error: unknown): TaskFailure {
  if (isUnauthenticated(error)) return { kind: 'signedOut' };
  const [first] = toTopLevelErrors(error);
  return first === undefined ? { kind: 'connection' } : { kind: 'request', error: first };
}
