export interface InputIssue {
  /** Path of the argument from the field's arguments on; null when it concerns the input as a whole. */
  readonly path: readonly string[] | null;
  readonly message: string;
}

/** Arguments that the gateway refuses before it calls anybody. */
export class InputError extends Error {
  override readonly name = 'InputError' as const;
  readonly issues: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    super(issues.map((issue) => issue.message).join(' '));
    this.issues = issues;
  }
}
