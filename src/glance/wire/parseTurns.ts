import { setImmediate as nextTurn } from 'node:timers/promises';

/** A shorter text is parsed in less than a millisecond. */
const LONG_TEXT = 128 * 1024;

let last: Promise<unknown> = Promise.resolve();

/**
 * Parses the text of a response. Long texts are parsed one by one, each in a turn of the event loop of its own, in the
 * order in which they came: the pages of one operation often come at the same time, and each may have 8 MiB.
 * @throws SyntaxError
 */
export async function parseInTurn(text: string): Promise<unknown> {
  if (text.length < LONG_TEXT) return JSON.parse(text);
  const turn = last.then(() => nextTurn());
  last = turn;
  await turn;
  const body: unknown = JSON.parse(text);
  await nextTurn();
  return body;
}
