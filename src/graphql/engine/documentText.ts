import type { ASTVisitor, DocumentNode } from 'graphql';

/** More than a readable document within the other limits needs. */
const MAX_CHARACTERS = 32_768;
const MAX_LINES = 1000;

/**
 * A validation rule that removes the text from a document with a very long text, which is mainly comments or white
 * space. For each error graphql-js reads the text up to the error's line, so with a long text a list of errors takes
 * long.
 *
 * The errors of such a document have the line 1, and as `column` the number of characters from the beginning of the
 * text.
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
