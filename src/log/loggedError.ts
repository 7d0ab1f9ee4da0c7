import { MIN_TOKEN_LENGTH } from '../lib/minTokenLength.ts';

/**
 * What the log holds of an error. Plain text only, so that the log's serializer cannot add other fields of the error.
 */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  readonly cause?: LoggedError;
}

const MAX_CAUSES = 5;
const MAX_TEXT = 8192;

/**
 * Keeps the name, message, stack, code and cause of an error, and replaces the token in them. Other fields are dropped,
 * because errors of libraries hold whole requests with their headers.
 * @param token the token of the request in which the error happened; null for an error outside of a request
 */
export function toLoggedError(error: unknown, token: string | null, depth = 0): LoggedError {
  const hide = createTokenHider(token);
  if (!(error instanceof Error)) return { type: typeof error, message: hide(toText(error)), stack: '' };
  const { message, stack = '', cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: hide(error.name),
    message: hide(message),
    stack: hide(stack),
    ...(code === undefined ? {} : { code: hide(code) }),
    ...(cause === undefined || depth === MAX_CAUSES ? {} : { cause: toLoggedError(cause, token, depth + 1) }),
  };
}

/** The text with the token replaced, in each form that the token can have in a text. */
export function hideToken(text: string, token: string): string {
  return createTokenHider(token)(text);
}

/** Logs a thrown string or number and nothing else, because a thrown object may be a whole request. */
function toText(thrown: unknown): string {
  return typeof thrown === 'string' || typeof thrown === 'number' ? String(thrown) : '';
}

function createTokenHider(token: string | null): (text: string) => string {
  if (token === null || token === '') return cut;
  // The token as it is, in a URL, and in JSON. The longest form goes first, because a form may begin with a shorter
  // one.
  const forms = [...new Set([token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1)])];
  const anyForm = forms
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replaceAll(/[^\w]/g, String.raw`\$&`))
    .join('|');
  // A short token is replaced only where it stands as a whole word, because a few letters are a part of many words.
  const pattern = token.length < MIN_TOKEN_LENGTH ? `(?<!\\w)(?:${anyForm})(?!\\w)` : anyForm;
  const expression = new RegExp(pattern, 'g');
  return (text) => cut(text.replaceAll(expression, '[token]'));
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text;
}
