import type { IncomingMessage } from 'node:http';
import { hideToken } from '../log/loggedError.ts';
import { toLoggedText } from '../log/loggedText.ts';

const MAX_LENGTH = 64;

/** A header in which clients say who they are: at most 64 printable ASCII characters without the token, or null. */
export function readClientText({ headers }: IncomingMessage, name: string, token: string | null): string | null {
  const text = headers[name];
  if (typeof text !== 'string' || text === '') return null;
  const hidden = token !== null && text.length >= token.length ? hideToken(text, token) : text;
  return toLoggedText(hidden.length > MAX_LENGTH ? hidden.slice(0, MAX_LENGTH) : hidden);
}
