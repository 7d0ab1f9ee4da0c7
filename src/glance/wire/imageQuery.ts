import type { GlanceImage, GlanceVisibility } from './image.ts';
import type { GlanceMemberStatus } from './imageMember.ts';
import type { ServiceFeatures } from './serviceFeatures.ts';

/** uwsgi's default buffer silently drops a longer query, and answers the unfiltered list with 200. */
const MAX_QUERY_BYTES = 1600;

/** What images can be sorted by, and what the image service calls it. */
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

/** Conditions on images; all given ones must hold. */
export interface ImageConditions {
  readonly ids?: readonly string[];
  readonly name?: string;
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
 * The query of `GET /v2/images`. A condition that the service cannot be asked for, or that makes the query too long, is
 * left out: `hasText` and `hasState` check every image of the response.
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
  // Glance takes what stands before the first colon for an operator. An older one has none, and takes `eq:` for text.
  const colon = name?.includes(':') ?? false;
  if (name !== undefined && isSendable(name) && (features.operators || !colon)) {
    parts.push(toPart('name', colon ? `eq:${name}` : name));
  }
  if (owner !== undefined && isSendable(owner)) parts.push(toPart('owner', owner));
  // Glance strips a tag before it looks for it, though it stores tags with spaces at their ends.
  parts.push(...tags.filter((tag) => isSendable(tag) && !STRIPPED.test(tag)).map((tag) => toPart('tag', tag)));
  return parts;
}

/** Python strips some control characters with the white space: a tag that has one at an end is not asked for. */
const STRIPPED = /^[\s\p{Cc}]|[\s\p{Cc}]$/u;

/** PostgreSQL fails for a NUL, which SQLite and MariaDB store. */
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
 * Whether an image has exactly the wanted name, owner, tags and status. The service's own comparison is that of its
 * database: MariaDB takes `Ubuntu`, `ubuntu` and `ubuntu ` for the same. What cannot be read is not checked.
 */
export function hasText({ row }: GlanceImage, { name, owner, tags = [], statuses }: ImageConditions): boolean {
  const { name: rowName, owner: rowOwner, tags: rowTags, status } = row;
  return (
    (name === undefined || rowName === name || !isText(rowName)) &&
    (owner === undefined || rowOwner === owner || !isText(rowOwner)) &&
    (statuses === undefined || typeof status !== 'string' || statuses.includes(status)) &&
    (tags.length === 0 || !Array.isArray(rowTags) || tags.every((tag) => rowTags.includes(tag)))
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || value === null || value === undefined;
}

/** What a list by id is not asked for, since every condition makes its query longer. */
export function hasState({ row }: GlanceImage, { visibility, ...conditions }: ImageConditions): boolean {
  return (
    (visibility === undefined || visibility === 'all' || row['visibility'] === visibility) &&
    (conditions.protected === undefined || (row['protected'] === true) === conditions.protected)
  );
}
