const IMAGE_ID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const PROJECT_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;
const CONTROL_OR_SURROGATE = /[\p{Cc}\p{Cs}]/u;

/** More than Glance stores on any database but SQLite, and short enough for every proxy's limit on request lines. */
const MAX_STORED_LENGTH = 1000;

export const isImageId = (value: string): boolean => IMAGE_ID.test(value);

/** Whether images can be shared with this ID. Glance stores nearly any text, also IDs that it cannot remove again. */
export const isMemberId = (value: string): boolean => PROJECT_ID.test(value);

/**
 * Whether another tool may have stored this member ID, and a path with the ID names that member only. `a/b` and `..`
 * name something else: Glance decodes `%2F` before it routes, a proxy in front may decode once more, and `members/..`
 * is the image itself.
 */
export function isStoredMemberId(value: string): boolean {
  if (PROJECT_ID.test(value)) return true;
  if (value === '' || value.length > MAX_STORED_LENGTH || CONTROL_OR_SURROGATE.test(value)) return false;
  const decoded = value.replace(/%(?:25)*(2e|2f|00)/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return decoded !== '.' && decoded !== '..' && !/[/\0]/.test(decoded);
}

/**
 * Whether a path can name this member. Glance reads each byte of a non-ASCII character as a character: a path with
 * `\u00e9` does not find the member `\u00e9`, but finds the member `\u00c3\u00a9`.
 */
export const isInPaths = (memberId: string): boolean => PRINTABLE_ASCII.test(memberId);

/** A member ID as a part of a path, without normalization. `isInPaths` must have accepted the ID. */
export function toPathSegment(memberId: string): string {
  return PROJECT_ID.test(memberId) ? memberId : encodeURIComponent(memberId);
}
