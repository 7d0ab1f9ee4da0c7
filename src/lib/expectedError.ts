/**
 * An error that is an answer to a client and no bug, so that nobody reads its stack. Graphql-js copies the stack of what
 * failed a field, and to be copied it is written out: four times what all else about the error takes, for each field.
 */
export abstract class ExpectedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.stack = '';
  }
}
