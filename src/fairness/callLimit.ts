import { ExpectedError } from '../lib/expectedError.ts';

/** An operation has made as many calls as it may. What it asks for after that is not sent. */
export class CallLimitError extends ExpectedError {
  override readonly name = 'CallLimitError' as const;
  readonly maximum: number;

  constructor(maximum: number) {
    super(`An operation may make ${maximum} calls.`);
    this.maximum = maximum;
  }
}

/** Counts the calls of one operation. All that are over the limit have one error. */
export class OperationCalls {
  readonly #maximum: number;
  #calls = 0;
  #excess: CallLimitError | null = null;

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** @throws CallLimitError for a call that must not be made */
  take(): void {
    if (this.#calls >= this.#maximum) throw (this.#excess ??= new CallLimitError(this.#maximum));
    this.#calls += 1;
  }
}
