import type { ProjectChoiceFragment } from '../generated/graphql.ts';

/** What a user can do about a failure. */
export type FailureAction =
  | { readonly kind: 'retry'; readonly label: string; readonly afterSeconds: number }
  /** Read the membership, because nobody knows whether the change was made. */
  | { readonly kind: 'check' }
  /** Correct the input. */
  | { readonly kind: 'edit' }
  /** Share with one of these projects instead. */
  | { readonly kind: 'choose'; readonly candidates: readonly ProjectChoiceFragment[] }
  /** Change the visibility and share, in one step. */
  | { readonly kind: 'makeShareable' }
  | { readonly kind: 'showMembers'; readonly label: string }
  /** Reload the lists on the screen. */
  | { readonly kind: 'refresh' }
  | { readonly kind: 'copy'; readonly label: string; readonly text: string };

export interface Explanation {
  /** `info` when the user has what they wanted in spite of the error. */
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly detail: string;
  readonly action: FailureAction;
  /** Details to quote in a request for help. */
  readonly requestId: string | null;
}
