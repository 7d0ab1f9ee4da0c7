import type { ImageFilter, ImageOrder as ImageOrderInput, QueryImagesArgs } from '../../generated/schemaTypes.ts';
import { identifiers, type ImageSearch } from '../../glance/glance.ts';
import { InputError, type InputIssue } from '../error/inputError.ts';
import { toGlanceMemberStatus, toGlanceStatus, toGlanceVisibility } from '../server/enums.ts';

const MAX_PAGE_SIZE = 100;
/** The most ids, statuses or tags in a filter. */
const MAX_VALUES = 50;

const SORT_KEYS: Record<ImageOrderInput['field'], ImageSearch['order']['key']> = {
  CREATED_AT: 'createdAt',
  UPDATED_AT: 'updatedAt',
  NAME: 'name',
  SIZE: 'size',
  STATUS: 'status',
};

/** Parses the arguments except `after`. @throws InputError with all issues */
export function parseImageListInput({
  filter,
  orderBy,
  first,
}: Omit<QueryImagesArgs, 'after'>): Omit<ImageSearch, 'after'> {
  const limit = first ?? 25;
  const issues = filter ? toFilterIssues(filter) : [];
  if (limit < 1 || limit > MAX_PAGE_SIZE) {
    issues.push({ path: ['first'], message: `The page size must be between 1 and ${MAX_PAGE_SIZE}.` });
  }
  if (issues.length > 0) throw new InputError(issues);
  const order = orderBy ?? { field: 'CREATED_AT', direction: 'DESC' };
  const sharedWith = filter?.sharedWith;
  return {
    conditions: { hidden: filter?.hidden ?? false, ...(filter ? toConditions(filter) : {}) },
    order: { key: SORT_KEYS[order.field], direction: order.direction === 'ASC' ? 'asc' : 'desc' },
    inbox: sharedWith
      ? { projectId: sharedWith.projectId, status: toGlanceMemberStatus(sharedWith.status ?? 'PENDING') }
      : null,
    first: limit,
  };
}

/** Null sets no condition. Every other value is a condition, also an empty list or text. */
function toConditions(filter: ImageFilter): ImageSearch['conditions'] {
  const { ids, name, ownerId, statuses, visibility, tags } = filter;
  return {
    ...(ids ? { ids } : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof ownerId === 'string' ? { owner: ownerId } : {}),
    ...(statuses ? { statuses: statuses.map(toGlanceStatus) } : {}),
    ...(visibility ? { visibility: toGlanceVisibility(visibility) } : {}),
    ...(tags ? { tags } : {}),
    ...(typeof filter.protected === 'boolean' ? { protected: filter.protected } : {}),
  };
}

function toFilterIssues(filter: ImageFilter): InputIssue[] {
  const issues: InputIssue[] = [];
  const refuse = (field: string, message: string): void => void issues.push({ path: ['filter', field], message });
  if (filter.ids && !filter.ids.every(identifiers.isImageId)) refuse('ids', 'Every image ID must be a UUID.');
  if (isTooLong(filter.ids)) refuse('ids', `At most ${MAX_VALUES} image IDs can be given.`);
  if (typeof filter.name === 'string' && !isStorable(filter.name)) refuse('name', toMessage('The name'));
  if (typeof filter.ownerId === 'string' && !isStorable(filter.ownerId)) refuse('ownerId', toMessage('The owner'));
  if (isTooLong(filter.statuses)) refuse('statuses', `At most ${MAX_VALUES} statuses can be given.`);
  if (filter.statuses?.includes('UNKNOWN')) refuse('statuses', 'UNKNOWN can not be asked for.');
  if (isTooLong(filter.tags)) refuse('tags', `At most ${MAX_VALUES} tags can be given.`);
  if (filter.tags && !filter.tags.every(isStorable)) refuse('tags', toMessage('Every tag'));
  if (filter.sharedWith && !isStorable(filter.sharedWith.projectId)) {
    issues.push({ path: ['filter', 'sharedWith', 'projectId'], message: toMessage('The project') });
  } else if (filter.sharedWith?.projectId === '') {
    issues.push({ path: ['filter', 'sharedWith', 'projectId'], message: 'The project must not be empty.' });
  }
  if (filter.sharedWith && filter.visibility) {
    refuse('visibility', '`visibility` can not be combined with `sharedWith`, which implies SHARED.');
  }
  return issues;
}

function isTooLong(values: readonly unknown[] | null | undefined): boolean {
  return (values?.length ?? 0) > MAX_VALUES;
}

/** Whether Glance can store the text. Glance refuses longer text, and characters that MariaDB needs four bytes for. */
function isStorable(text: string): boolean {
  return text.length <= 255 && text.isWellFormed() && !/[\u{10000}-\u{10ffff}]/u.test(text);
}

function toMessage(what: string): string {
  return `${what} must have at most 255 characters, each of at most three bytes in UTF-8: the image service stores no other.`;
}
