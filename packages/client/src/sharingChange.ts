import { readList, readText, readValue } from './fields.ts';
import type { ImageMemberStatus, ImageVisibility } from './generated/graphql.ts';
import { imageMemberId, type ImageMemberKey } from './imageMemberId.ts';

/** A membership with the fields that lists in a cache depend on. The `imageMember` of every mutation has them. */
export interface CachedImageMember extends ImageMemberKey {
  readonly id: string;
  readonly status: ImageMemberStatus;
}

export interface VisibilityChange {
  readonly type: 'visibility';
  readonly imageId: string;
  readonly visibility: ImageVisibility;
  /** All memberships that the image has now; null when the result does not tell. */
  readonly members: readonly CachedImageMember[] | null;
  /** Whether the result has brought the new `updatedAt`. */
  readonly isTimeKnown: boolean;
  /** The fields of `permissions` that the result has brought; the other cached ones are out of date. */
  readonly permissions: readonly string[];
}

/** One change that a cache has to follow. */
export type SharingChange =
  | { readonly type: 'stored'; readonly member: CachedImageMember }
  | { readonly type: 'removed'; readonly id: string; readonly key: ImageMemberKey | null }
  | VisibilityChange;

/**
 * What the result of a mutation's field has changed, as far as its selection tells. IDs that are not selected are taken
 * from the input. Visibility comes first, because a membership is added to the lists that the visibility has changed.
 * @param input the argument `input` of the field
 */
export function readSharingChanges(result: unknown, input: unknown): readonly SharingChange[] {
  const changes = [...readChanges(result, input)];
  return [
    ...changes.filter(({ type }) => type === 'visibility'),
    ...changes.filter(({ type }) => type !== 'visibility'),
  ];
}

function* readChanges(result: unknown, input: unknown): Generator<SharingChange> {
  switch (readValue(result, '__typename')) {
    case 'AddImageMemberSuccess':
    case 'UpdateImageMemberSuccess':
      yield* readMadeShareable(result, input);
      yield* readStored(readValue(result, 'imageMember'), input);
      return;
    case 'RemoveImageMemberSuccess':
      yield* readRemoved(result, input);
      return;
    case 'SetImageVisibilitySuccess':
      yield* readVisibility(result, input);
      return;
    case 'SetImageMembersPayload':
      for (const item of [...readList(result, 'added'), ...readList(result, 'removed')]) {
        yield* readChanges(readValue(item, 'result'), { ...Object(input), ...Object(item) });
      }
      for (const member of readList(result, 'kept')) yield* readStored(member, input);
      return;
    default:
      yield* readMadeShareable(result, input);
      for (const [index, item] of readList(result, 'results').entries()) {
        yield* readChanges(readValue(item, 'result'), {
          ...Object(readList(input, 'members')[index]),
          ...Object(item),
        });
      }
  }
}

/**
 * `makeShareable` may have changed the visibility also when the add itself failed. A success that does not tell counts as
 * a change.
 */
function* readMadeShareable(result: unknown, input: unknown): Generator<SharingChange> {
  const isUntold = readValue(input, 'makeShareable') === true && readValue(result, 'imageMember') !== undefined;
  const isChanged = readValue(result, 'visibilityChanged') ?? isUntold;
  const imageId = readText(readValue(result, 'imageMember'), 'imageId') ?? readText(input, 'imageId');
  if (isChanged !== true || imageId === null) return;
  const members = readAffected(result);
  yield { type: 'visibility', imageId, visibility: 'SHARED', members, isTimeKnown: false, permissions: [] };
}

function* readVisibility(result: unknown, input: unknown): Generator<SharingChange> {
  const image = readValue(result, 'image');
  const imageId = readText(image, 'id') ?? readText(input, 'imageId');
  const visibility = toVisibility(readText(image, 'visibility') ?? readText(input, 'visibility'));
  const previous = readText(result, 'previousVisibility');
  if (imageId === null || visibility === null || visibility === previous) return;
  // The image service shows members of shared images only, so that `affectedMembers` is empty after another visibility.
  const members = visibility !== 'SHARED' ? [] : previous === 'PRIVATE' ? readAffected(result) : null;
  const permissions = Object.keys(Object(readValue(image, 'permissions')));
  const isTimeKnown = readText(image, 'updatedAt') !== null;
  yield { type: 'visibility', imageId, visibility, members, isTimeKnown, permissions };
}

function readAffected(result: unknown): readonly CachedImageMember[] | null {
  if (!Array.isArray(readValue(result, 'affectedMembers'))) return null;
  const affected = readList(result, 'affectedMembers');
  const members = affected.map((member) => toCachedMember(member, null)).filter((member) => member !== null);
  return members.length === affected.length ? members : null;
}

export function* readStored(value: unknown, input: unknown): Generator<SharingChange> {
  const member = toCachedMember(value, input);
  if (member !== null) yield { type: 'stored', member };
}

function* readRemoved(result: unknown, input: unknown): Generator<SharingChange> {
  const key = toKey(result, input);
  const id = readText(result, 'deletedImageMemberId') ?? (key && imageMemberId(key));
  if (id !== null) yield { type: 'removed', id, key };
}

function toKey(value: unknown, input: unknown): ImageMemberKey | null {
  const imageId = readText(value, 'imageId') ?? readText(input, 'imageId');
  const memberId = readText(value, 'memberId') ?? readText(input, 'memberId');
  return imageId === null || memberId === null ? null : { imageId, memberId };
}

function toCachedMember(value: unknown, input: unknown): CachedImageMember | null {
  const key = toKey(value, input);
  const status = toStatus(readText(value, 'status') ?? readText(input, 'status'));
  if (key === null || status === null) return null;
  return { ...key, id: readText(value, 'id') ?? imageMemberId(key), status };
}

function toStatus(text: string | null): ImageMemberStatus | null {
  return text === 'PENDING' || text === 'ACCEPTED' || text === 'REJECTED' ? text : null;
}

function toVisibility(text: string | null): ImageVisibility | null {
  return text === 'PUBLIC' || text === 'COMMUNITY' || text === 'SHARED' || text === 'PRIVATE' ? text : null;
}
