import type { IncomingMessage } from 'node:http';
import { toLoggedText } from '../log/loggedText.ts';

const MAX_LENGTH = 64;

/** A header in which clients say who they are: at most 64 printable ASCII characters, or null. */
export function readClientText({ headers }: IncomingMessage, name: string): string | null {
  const text = headers[name];
  if (typeof text !== 'string' || text === '') return null;
  return toLoggedText(text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text);
}
