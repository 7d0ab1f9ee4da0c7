import { isProjectId, toRecipient, type Recipient } from './recipient.ts';

/** The parts of a typed or pasted text. */
export interface ParsedRecipients {
  /** In the order of the text, each once. */
  readonly recipients: readonly Recipient[];
  readonly repeated: number;
}

export const SEPARATOR = /[\n\r\t,;]+/;

/**
 * Splits at lines, tabs, commas and semicolons, so that a column of a table can be pasted as it is. A name may have
 * spaces in it, so a part is split at spaces only when all of its words are project IDs.
 */
export function parseRecipients(text: string): ParsedRecipients {
  const parts = text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const words = part.split(/\s+/);
      return words.every(isProjectId) ? words : [part];
    });
  const once = [...new Set(parts)];
  return { recipients: once.map(toRecipient), repeated: parts.length - once.length };
}
