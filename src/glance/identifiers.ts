const IMAGE_ID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const PROJECT_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const KEYSTONE_ID = /^[0-9a-f]{32}$/;
const TRIGGER_ID = /^sim-[a-z0-9-]{1,60}$/;
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;
const CONTROL_OR_SURROGATE = /[\p{Cc}\p{Cs}]/u;

/** More than Glance stores on any database but SQLite, and short enough for every proxy's limit on request lines. */
const MAX_STORED_LENGTH = 1000;

export const isImageId = (value: string): boolean => IMAGE_ID.test(value);

/** Whether this can be the ID of a project in any cloud. Glance stores nearly any text, also IDs that it cannot remove again. */
export const isMemberId = (value: string): boolean => PROJECT_ID.test(value);

/** Which IDs images can be shared with. Glance takes nearly any text, and nobody gets an image shared with a name. */
export interface MemberIdRule {
  /** Whether IDs are those that Keystone makes: 32 lower-case hexadecimal digits. */
  readonly isKeystones: boolean;
  accepts(memberId: string): boolean;
}

/**
 * @param seedIds the projects of the embedded Glance, which are taken as well, and so are the IDs that make the embedded
 * Glance fail on demand; null for any other image service
 */
export function createMemberIdRule(ids: 'keystone' | 'any', seedIds: readonly string[] | null): MemberIdRule {
  if (ids === 'any') return { isKeystones: false, accepts: isMemberId };
  if (seedIds === null) return { isKeystones: true, accepts: (id) => KEYSTONE_ID.test(id) };
  const known = new Set(seedIds.filter(isMemberId));
  return { isKeystones: true, accepts: (id) => KEYSTONE_ID.test(id) || TRIGGER_ID.test(id) || known.has(id) };
}

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
