import { isUnauthenticated, toTopLevelErrors, type TopLevelError } from '@glance-graphql/client';
import type { FailureFragment } from '../generated/graphql.ts';

/** Why something that the user asked for did not happen. */
export type TaskFailure =
  /** The result was a typed error. */
  | { readonly kind: 'typed'; readonly error: FailureFragment }
  /** The token was refused, and the user gave no other token, or the other token was refused too. */
  | { readonly kind: 'signedOut' }
  /** The gateway refused or failed the request as a whole. */
  | { readonly kind: 'request'; readonly error: TopLevelError }
  /** The outcome was unknown, and a later look showed that the change was not made. */
  | { readonly kind: 'notDone' }
  /** No response of the gateway came. */
  | { readonly kind: 'connection' };

/** The task that failed. The same error has another message for each task. */
export interface Attempt {
  readonly task: 'share' | 'remove' | 'decide' | 'visibility';
  readonly imageId: string;
}

export function toTaskFailure(error: unknown): TaskFailure {
  if (isUnauthenticated(error)) return { kind: 'signedOut' };
  const [first] = toTopLevelErrors(error);
  return first === undefined ? { kind: 'connection' } : { kind: 'request', error: first };
}
