/**
 * An error that tells a client something and is no bug. It has no stack, because nobody reads the stack of such an
 * error, and graphql-js copies the stack for each field that fails: that takes four times as long as the rest of the
 * error.
 */
export abstract class ExpectedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.stack = '';
  }
}
