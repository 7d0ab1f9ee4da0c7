import { ExpectedError } from '../lib/expectedError.ts';

/** The error for a call of an operation that has made all calls that it may make. The call is not sent. */
export class CallLimitError extends ExpectedError {
  override readonly name = 'CallLimitError' as const;
  readonly maximum: number;

  constructor(maximum: number) {
    super(`An operation may make ${maximum} calls.`);
    this.maximum = maximum;
  }
}

/** Counts the calls of one operation. All calls over the limit throw the same error object. */
export class OperationCalls {
  readonly #maximum: number;
  #calls = 0;
  #excess: CallLimitError | null = null;

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** Counts a call. @throws CallLimitError for a call over the limit */
  take(): void {
    if (this.#calls >= this.#maximum) throw (this.#excess ??= new CallLimitError(this.#maximum));
    this.#calls += 1;
  }

  /** Counts the calls of another operation, which may make as many. */
  renew(): OperationCalls {
    return new OperationCalls(this.#maximum);
  }
}
