import { ExpectedError } from '../../lib/expectedError.ts';

export interface InputIssue {
  /** Path of the argument from the field's arguments on; null when it concerns the input as a whole. */
  readonly path: readonly string[] | null;
  readonly message: string;
}

/** Arguments that the gateway refuses before it calls anybody. */
export class InputError extends ExpectedError {
  override readonly name = 'InputError' as const;
  readonly issues: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    super(issues.map((issue) => issue.message).join(' '));
    this.issues = issues;
  }
}

/** Far more than there are places where an identifier can stand. */
const MAX_KNOWN = 1000;
const known = new Map<string, InputError>();

/** The one error for these issues, which must name nothing that a client wrote: a thousand equal refusals are one object. */
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
