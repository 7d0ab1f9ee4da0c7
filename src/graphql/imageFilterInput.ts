import type { ImageFilter, ImageOrder, QueryImagesArgs } from '../generated/resolverTypes.ts';
import { isImageId, isMemberId } from '../glance/identifiers.ts';
import { MAX_QUERY_BYTES, toQueryString, type ImageQuery, type ImageSortKey } from '../glance/imageList.ts';
import { InputError, type InputIssue } from './inputError.ts';
import { toGlanceMemberStatus, toGlanceStatus, toGlanceVisibility } from './enums.ts';
import type { GlanceMemberStatus } from '../glance/imageMember.ts';

const MAX_PAGE_SIZE = 100;
const MAX_IDS = 50;
const MAX_VALUES = 50;

const SORT_KEYS: Record<ImageOrder['field'], ImageSortKey> = {
  CREATED_AT: 'created_at',
  UPDATED_AT: 'updated_at',
  NAME: 'name',
  SIZE: 'size',
  STATUS: 'status',
};

export interface ImageListInput {
  /** Without the marker. */
  readonly query: ImageQuery;
  readonly sharedWith: { readonly projectId: string; readonly status: GlanceMemberStatus } | null;
}

/** @throws InputError with every issue of the arguments, but for `after` */
export function parseImageListInput({ filter, orderBy, first }: Omit<QueryImagesArgs, 'after'>): ImageListInput {
  const limit = first ?? 25;
  const issues = filter ? toFilterIssues(filter) : [];
  if (limit < 1 || limit > MAX_PAGE_SIZE) {
    issues.push({ path: ['first'], message: `The page size must be between 1 and ${MAX_PAGE_SIZE}.` });
  }
  if (issues.length > 0) throw new InputError(issues);
  const order = orderBy ?? { field: 'CREATED_AT', direction: 'DESC' };
  const query: ImageQuery = {
    limit,
    sort: { key: SORT_KEYS[order.field], direction: order.direction === 'ASC' ? 'asc' : 'desc' },
    hidden: filter?.hidden ?? false,
    ...(filter ? toConditions(filter) : {}),
  };
  const withoutIds = { ...query, ids: [] };
  if (toQueryString(withoutIds).length > MAX_QUERY_BYTES) {
    throw new InputError([{ path: ['filter'], message: 'The filter is too long: use fewer or shorter conditions.' }]);
  }
  const sharedWith = filter?.sharedWith;
  return {
    query,
    sharedWith: sharedWith
      ? { projectId: sharedWith.projectId, status: toGlanceMemberStatus(sharedWith.status ?? 'PENDING') }
      : null,
  };
}

function toConditions(filter: ImageFilter): Partial<ImageQuery> {
  const { ids, name, ownerId, statuses, visibility, tags } = filter;
  return {
    // Asked for by id, an image shows wherever a GET of it would.
    ...(ids ? { ids, visibility: 'all', memberStatus: 'all' } : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(ownerId ? { owner: ownerId } : {}),
    ...(statuses ? { statuses: statuses.map(toGlanceStatus) } : {}),
    ...(visibility ? { visibility: toGlanceVisibility(visibility) } : {}),
    ...(tags ? { tags } : {}),
    ...(typeof filter.protected === 'boolean' ? { protected: filter.protected } : {}),
  };
}

function toFilterIssues(filter: ImageFilter): InputIssue[] {
  const issues: InputIssue[] = [];
  const refuse = (field: string, message: string): void => void issues.push({ path: ['filter', field], message });
  if (filter.ids && !filter.ids.every(isImageId)) refuse('ids', 'Every image ID must be a UUID.');
  if (filter.ids && filter.ids.length > MAX_IDS) refuse('ids', `At most ${MAX_IDS} image IDs can be given.`);
  if (filter.name && !isPlainText(filter.name))
    refuse('name', 'The name must be printable, of at most 255 characters.');
  if (filter.ownerId && !isMemberId(filter.ownerId)) refuse('ownerId', 'The owner must be a project ID.');
  for (const field of ['statuses', 'tags'] as const) {
    if ((filter[field]?.length ?? 0) > MAX_VALUES) refuse(field, `At most ${MAX_VALUES} ${field} can be given.`);
  }
  if (filter.statuses?.includes('UNKNOWN')) refuse('statuses', 'UNKNOWN can not be asked for.');
  if (filter.tags && !filter.tags.every((tag) => tag !== '' && isPlainText(tag))) {
    refuse('tags', 'Every tag must be printable, of 1 to 255 characters.');
  }
  if (filter.sharedWith && !isMemberId(filter.sharedWith.projectId)) {
    issues.push({ path: ['filter', 'sharedWith', 'projectId'], message: 'The project must be a project ID.' });
  }
  if (filter.sharedWith && filter.visibility) {
    refuse('visibility', '`visibility` can not be combined with `sharedWith`, which implies SHARED.');
  }
  return issues;
}

function isPlainText(text: string): boolean {
  return text.length <= 255 && text.isWellFormed() && !/\p{Cc}|[\u{10000}-\u{10ffff}]/u.test(text);
}
