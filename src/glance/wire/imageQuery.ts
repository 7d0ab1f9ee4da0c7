import type { GlanceImage, GlanceVisibility } from './image.ts';
import type { GlanceMemberStatus } from './imageMember.ts';
import type { ServiceFeatures } from './serviceFeatures.ts';

/**
 * The longest query that is sent. With its default buffer uwsgi drops a longer query, and Glance sends the whole list.
 */
const MAX_QUERY_BYTES = 1600;

/** The keys that images can be sorted by, and their names in the image service. */
export const SORT_KEYS = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  name: 'name',
  size: 'size',
  status: 'status',
} as const;

export interface ImageOrder {
  readonly key: keyof typeof SORT_KEYS;
  readonly direction: 'asc' | 'desc';
}

/** Conditions on images. An image must meet all conditions that are given. */
export interface ImageConditions {
  readonly ids?: readonly string[];
  readonly name?: string;
  /** The image service cannot search so: the gateway looks at each image. */
  readonly nameContains?: string;
  readonly owner?: string;
  readonly statuses?: readonly string[];
  readonly visibility?: GlanceVisibility | 'all';
  readonly memberStatus?: GlanceMemberStatus | 'all';
  readonly tags?: readonly string[];
  readonly protected?: boolean;
  readonly hidden?: boolean;
}

/** One page of `GET /v2/images`. */
export interface ImageQuery extends ImageConditions {
  readonly sort?: ImageOrder;
  readonly limit: number;
  /** ID of the last image of the previous page. */
  readonly marker?: string;
}

/**
 * The query of `GET /v2/images`. Leaves out a condition that the service does not understand, or that makes the query
 * too long: `meetsTextConditions` and `meetsStateConditions` check the conditions on every image of the response.
 */
export function toQueryString(query: ImageQuery, features: ServiceFeatures['current']): string {
  const { ids, statuses, sort } = query;
  const parts = [
    toPart('limit', query.limit),
    toPart('visibility', query.visibility),
    toPart('member_status', query.memberStatus),
    toPart('os_hidden', features.hidden ? query.hidden : undefined),
    toPart('status', statuses && (features.operators || statuses.length === 1) ? toList(statuses) : undefined),
    toPart('protected', query.protected),
    toPart('sort_key', sort && SORT_KEYS[sort.key]),
    toPart('sort_dir', sort?.direction),
    toPart('marker', query.marker),
    toPart('id', ids && `in:${ids.join(',')}`),
  ].filter((part) => part !== '');
  let bytes = parts.join('&').length;
  for (const part of toTextParts(query, features)) {
    bytes += part.length + 1;
    if (bytes > MAX_QUERY_BYTES) break;
    parts.push(part);
  }
  return parts.join('&');
}

function toTextParts({ name, owner, tags = [] }: ImageQuery, features: ServiceFeatures['current']): string[] {
  const parts: string[] = [];
  // Glance reads the text before the first colon as an operator. An older Glance without operators reads `eq:` as text.
  const colon = name?.includes(':') ?? false;
  if (name !== undefined && isSendable(name) && (features.operators || !colon)) {
    parts.push(toPart('name', colon ? `eq:${name}` : name));
  }
  if (owner !== undefined && isSendable(owner)) parts.push(toPart('owner', owner));
  // Glance strips a tag in the query, but stores tags with spaces at their ends.
  parts.push(...tags.filter((tag) => isSendable(tag) && !STRIPPED.test(tag)).map((tag) => toPart('tag', tag)));
  return parts;
}

/** A tag that Python's `strip` would change, because of white space or a control character at an end. */
const STRIPPED = /^[\s\p{Cc}]|[\s\p{Cc}]$/u;

/** Whether a text may be in a query. PostgreSQL fails for a NUL; SQLite and MariaDB store it. */
function isSendable(text: string): boolean {
  return !text.includes('\0');
}

function toList(statuses: readonly string[]): string {
  return statuses.length === 1 ? statuses.join() : `in:${statuses.join(',')}`;
}

function toPart(name: string, value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  return `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}

/**
 * Whether an image has exactly the wanted name, owner, tags and status. The image service's database compares less
 * exactly: for MariaDB `Ubuntu`, `ubuntu` and `ubuntu ` are the same. A value that cannot be read is not compared, but a
 * name that cannot be read contains no text.
 */
export function meetsTextConditions(
  { row }: GlanceImage,
  { name, nameContains, owner, tags = [], statuses }: ImageConditions,
): boolean {
  const { name: rowName, owner: rowOwner, tags: rowTags, status } = row;
  return (
    (name === undefined || rowName === name || !isText(rowName)) &&
    (nameContains === undefined || contains(rowName, nameContains)) &&
    (owner === undefined || rowOwner === owner || !isText(rowOwner)) &&
    (statuses === undefined || typeof status !== 'string' || statuses.includes(status)) &&
    (tags.length === 0 || !Array.isArray(rowTags) || tags.every((tag) => rowTags.includes(tag)))
  );
}

/**
 * The form in which texts are searched in: lower case, and one form for an accented letter, which Unicode can write as one
 * character or as two. The last letter of a Greek word has a lower case of its own, which counts as the usual one.
 */
function toComparedText(text: string): string {
  return text.toLowerCase().normalize('NFC').replaceAll('\u03c2', '\u03c3');
}

function contains(name: unknown, part: string): boolean {
  return typeof name === 'string' && toComparedText(name).includes(toComparedText(part));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || value === null || value === undefined;
}

/** Checks the conditions that are not in the query of a list by id, where they would make the query longer. */
export function meetsStateConditions({ row }: GlanceImage, { visibility, ...conditions }: ImageConditions): boolean {
  return (
    (visibility === undefined || visibility === 'all' || row['visibility'] === visibility) &&
    (conditions.protected === undefined || (row['protected'] === true) === conditions.protected)
  );
}
