import type { ASTVisitor, DocumentNode } from 'graphql';

/** Well above what an operation within the limits takes that was written to be read. */
const MAX_CHARACTERS = 32_768;
const MAX_LINES = 1000;

/**
 * A validation rule that takes the text away from a document that consists mainly of comments or white space. For each
 * error graphql-js reads the text up to the error's line, so that a long text makes a list of errors dear.
 *
 * Errors of such a document are located in line 1, and `column` counts the characters from the beginning of the text.
 */
export function forgetLongText(): ASTVisitor {
  return {
    Document: ({ loc }) => {
      if (!loc) return;
      const { source, endToken } = loc;
      if (source.body.length > MAX_CHARACTERS || endToken.line > MAX_LINES) source.body = '';
    },
  };
}

/** Whether errors of the document can be located in its text. */
export function hasText({ loc }: DocumentNode): boolean {
  return loc !== undefined && loc.source.body !== '';
}
