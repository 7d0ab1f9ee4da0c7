/** What a user can do about a failure. */
export type FailureAction =
  | { readonly kind: 'retry'; readonly label: string; readonly afterSeconds: number }
  /** Read the membership, since nobody knows whether the change was made. */
  | { readonly kind: 'check' }
  /** Correct what was typed. */
  | { readonly kind: 'edit' }
  | { readonly kind: 'showMembers'; readonly label: string }
  /** Read again what is on the screen. */
  | { readonly kind: 'refresh' }
  | { readonly kind: 'copy'; readonly label: string; readonly text: string };

export interface Explanation {
  /** `info` where what was wanted is so all the same. */
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly detail: string;
  readonly action: FailureAction;
  /** To quote in a request for help. */
  readonly requestId: string | null;
}
