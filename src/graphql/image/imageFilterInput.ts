import type {
  ImageFilter,
  ImageOrder as ImageOrderInput,
  ImageSharedWithFilter,
  QueryImagesArgs,
} from '../../generated/schemaTypes.ts';
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

/** An inbox as a client asks for it. A null project is the project of the client's token. */
export interface AskedInbox extends Omit<NonNullable<ImageSearch['inbox']>, 'projectId'> {
  readonly projectId: string | null;
}

interface ImageListInput extends Omit<ImageSearch, 'after' | 'inbox'> {
  readonly inbox: AskedInbox | null;
}

/** Parses the arguments except `after`. @throws InputError with all issues */
export function parseImageListInput({ filter, orderBy, first }: Omit<QueryImagesArgs, 'after'>): ImageListInput {
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
    inbox: sharedWith ? toInbox(sharedWith) : null,
    first: limit,
  };
}

/** Sorts the statuses and names each once, so that equal filters have equal cursors. */
function toInbox({ projectId, status, statuses }: ImageSharedWithFilter): AskedInbox {
  const wanted = (statuses ?? [status ?? 'PENDING']).map(toGlanceMemberStatus);
  return { projectId: projectId ?? null, statuses: [...new Set(wanted)].toSorted() };
}

/** Null sets no condition. Every other value is a condition, also an empty list or text. */
function toConditions(filter: ImageFilter): ImageSearch['conditions'] {
  const { ids, name, nameContains, ownerId, statuses, visibility, tags } = filter;
  return {
    ...(ids ? { ids } : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof nameContains === 'string' ? { nameContains } : {}),
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
  if (typeof filter.nameContains === 'string') {
    if (!isStorable(filter.nameContains)) refuse('nameContains', toMessage('The text'));
    if (filter.nameContains === '') refuse('nameContains', 'The text must not be empty.');
    if (typeof filter.name === 'string') refuse('nameContains', '`nameContains` can not be combined with `name`.');
  }
  if (typeof filter.ownerId === 'string' && !isStorable(filter.ownerId)) refuse('ownerId', toMessage('The owner'));
  if (isTooLong(filter.statuses)) refuse('statuses', `At most ${MAX_VALUES} statuses can be given.`);
  if (filter.statuses?.includes('UNKNOWN')) refuse('statuses', 'UNKNOWN can not be asked for.');
  if (isTooLong(filter.tags)) refuse('tags', `At most ${MAX_VALUES} tags can be given.`);
  if (filter.tags && !filter.tags.every(isStorable)) refuse('tags', toMessage('Every tag'));
  if (filter.sharedWith) issues.push(...toInboxIssues(filter.sharedWith));
  if (filter.sharedWith && filter.visibility) {
    refuse('visibility', '`visibility` can not be combined with `sharedWith`, which implies SHARED.');
  }
  return issues;
}

function toInboxIssues({ projectId, statuses }: ImageSharedWithFilter): InputIssue[] {
  const issues: InputIssue[] = [];
  const refuse = (field: string, message: string): void =>
    void issues.push({ path: ['filter', 'sharedWith', field], message });
  if (typeof projectId === 'string' && !isStorable(projectId)) refuse('projectId', toMessage('The project'));
  if (projectId === '') refuse('projectId', 'The project must not be empty.');
  if (isTooLong(statuses)) refuse('statuses', `At most ${MAX_VALUES} statuses can be given.`);
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
