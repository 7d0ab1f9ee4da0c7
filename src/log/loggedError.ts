import { MIN_TOKEN_LENGTH } from '../lib/minTokenLength.ts';

/** What a log says of an error: plain text, so that no serializer adds what hangs on it. */
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
 * Errors of libraries quote requests, and carry them with their headers in fields of their own. Only names, texts, codes
 * and causes are kept, and a token is taken out of these.
 * @param token of the request at which it happened; null where there is none
 */
export function toLoggedError(error: unknown, token: string | null, depth = 0): LoggedError {
  const hide = createHide(token);
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

/** A thrown object may be a whole request: only texts and numbers are told. */
function toText(thrown: unknown): string {
  return typeof thrown === 'string' || typeof thrown === 'number' ? String(thrown) : '';
}

function createHide(token: string | null): (text: string) => string {
  if (token === null || token === '') return cut;
  // As it is, in a URL, and within the quotes of JSON; the longest first, since one may begin with another.
  const forms = [...new Set([token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1)])];
  const any = forms
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replaceAll(/[^\w]/g, String.raw`\$&`))
    .join('|');
  // A short text is a part of many words. Replaced there, it would leave nothing to read, and hide nothing.
  const pattern = token.length < MIN_TOKEN_LENGTH ? `(?<!\\w)(?:${any})(?!\\w)` : any;
  const expression = new RegExp(pattern, 'g');
  return (text) => cut(text.replaceAll(expression, '[token]'));
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text;
}
