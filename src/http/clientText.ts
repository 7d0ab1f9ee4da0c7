import type { IncomingMessage } from 'node:http';
import { hideToken } from '../log/loggedError.ts';
import { toLoggedText } from '../log/loggedText.ts';

const MAX_LENGTH = 64;

/** A header in which clients say who they are: at most 64 printable ASCII characters without the token, or null. */
function readClientText({ headers }: IncomingMessage, name: string, token: string | null): string | null {
  const text = headers[name];
  if (typeof text !== 'string' || text === '') return null;
  const hidden = token !== null && text.length >= token.length ? hideToken(text, token) : text;
  return toLoggedText(hidden.length > MAX_LENGTH ? hidden.slice(0, MAX_LENGTH) : hidden);
}

/** The name and the version that the client gives itself. */
export function readClient(request: IncomingMessage, token: string | null) {
  return {
    clientName: readClientText(request, 'apollographql-client-name', token),
    clientVersion: readClientText(request, 'apollographql-client-version', token),
  };
}
