const IMAGE_ID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const PROJECT_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;
const CONTROL_OR_SURROGATE = /[\p{Cc}\p{Cs}]/u;

/** Longer than what Glance stores on any database but SQLite, and short enough for every proxy's request line. */
const MAX_STORED_LENGTH = 1000;

export const isImageId = (value: string): boolean => IMAGE_ID.test(value);

/** What the gateway shares an image with. Glance would take nearly anything, some of which it could never remove. */
export const isMemberId = (value: string): boolean => PROJECT_ID.test(value);

/**
 * What another tool may have stored as a member. Not what could name something else than a member: Glance decodes `%2F`
 * before it routes, a proxy before it may decode once more, and `members/..` is the image itself.
 */
export function isStoredMemberId(value: string): boolean {
  if (PROJECT_ID.test(value)) return true;
  if (value === '' || value.length > MAX_STORED_LENGTH || CONTROL_OR_SURROGATE.test(value)) return false;
  const decoded = value.replace(/%(?:25)*(2e|2f|00)/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return decoded !== '.' && decoded !== '..' && !/[/\0]/.test(decoded);
}

/**
 * Whether a path can name this member. Glance takes the bytes of other characters for as many letters: it would not find
 * `\u00e9`, and find a member that is really called `\u00c3\u00a9`.
 */
export const isInPaths = (memberId: string): boolean => PRINTABLE_ASCII.test(memberId);

/** A member in a path, checked by `isInPaths`. Nothing is normalized. */
export function toPathSegment(memberId: string): string {
  return PROJECT_ID.test(memberId) ? memberId : encodeURIComponent(memberId);
}
