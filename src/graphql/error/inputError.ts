import { ExpectedError } from '../../lib/expectedError.ts';

export interface InputIssue {
  /** Path of the bad value, beginning with the argument's name; null for an issue of the whole input. */
  readonly path: readonly string[] | null;
  readonly message: string;
}

/** The error for arguments that the gateway refuses before any call to the image service. */
export class InputError extends ExpectedError {
  override readonly name = 'InputError' as const;
  readonly issues: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    super(issues.map((issue) => issue.message).join(' '));
    this.issues = issues;
  }
}

/** Far more than the gateway has different issues. */
const MAX_KNOWN = 1000;
const known = new Map<string, InputError>();

/**
 * One shared error for equal issues, so that a thousand refusals take one object. The issues must not quote the client.
 */
export function toSharedInputError(issues: readonly InputIssue[]): InputError {
  const key = JSON.stringify(issues);
  let error = known.get(key);
  if (!error) {
    if (known.size >= MAX_KNOWN) known.clear();
    error = new InputError(issues);
    known.set(key, error);
  }
  return error;
}
