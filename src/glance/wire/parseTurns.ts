import { setImmediate as nextTurn } from 'node:timers/promises';

/** Characters from which on a text is parsed in a turn of its own. A shorter text takes less than a millisecond. */
export const LONG_TEXT = 128 * 1024;

let last: Promise<unknown> = Promise.resolve();

/**
 * Parses a long text. Long texts are parsed one by one, in the order in which they came, each in a turn of the event
 * loop of its own: the pages of one operation often come at the same time, and each may have 8 MiB.
 * @throws SyntaxError
 */
export async function parseInTurn(text: string): Promise<unknown> {
  const turn = last.then(() => nextTurn());
  last = turn;
  await turn;
  const body: unknown = JSON.parse(text);
  await nextTurn();
  return body;
}
