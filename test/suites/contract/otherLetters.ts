import { randomUUID } from 'node:crypto';

const MEMBER = 'id imageId memberId status';

export const READ = `query ($imageId: ID!, $memberId: ID!, $references: [_Any!]!) {
  image(id: $imageId) { id member(memberId: $memberId) { ${MEMBER} } members { ${MEMBER} } }
  imageMember(imageId: $imageId, memberId: $memberId) { ${MEMBER} }
  imageMembers(imageId: $imageId) { ${MEMBER} }
  images(filter: { ids: [$imageId] }) { nodes { id } }
  _entities(representations: $references) { ... on Image { id } ... on ImageMember { ${MEMBER} } }
}`;
export const ADD = `mutation ($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on AddImageMemberSuccess { imageMember { ${MEMBER} } }
    ... on ImageMemberExistsError { existingImageMember { ${MEMBER} } }
  }
}`;
export const ADD_MANY = `mutation ($input: AddImageMembersInput!) {
  addImageMembers(input: $input) { ... on AddImageMembersPayload { results { result { __typename } } } }
}`;
export const UPDATE = `mutation ($input: UpdateImageMemberInput!) {
  updateImageMember(input: $input) { __typename ... on UpdateImageMemberSuccess { imageMember { ${MEMBER} } } }
}`;
export const REMOVE = `mutation ($input: RemoveImageMemberInput!) {
  removeImageMember(input: $input) {
    __typename
    ... on RemoveImageMemberSuccess { deletedImageMemberId imageId memberId }
  }
}`;

export interface Pair {
  readonly imageId: string;
  readonly memberId: string;
}

type Letters = 'toUpperCase' | 'toLowerCase';

export interface LetterCase {
  readonly stored: Letters;
  readonly asked: readonly (keyof Pair)[];
}

/** What the service stores, and which ids are asked for in other letters. */
export const CASES: readonly LetterCase[] = (['toLowerCase', 'toUpperCase'] as const).flatMap((stored) =>
  ([['imageId'], ['memberId'], ['imageId', 'memberId']] as const).map((asked) => ({ stored, asked })),
);

/** With letters in both ids. */
export function createPair(letters: Letters): Pair {
  return {
    imageId: `abcdefab${randomUUID().slice(8)}`[letters](),
    memberId: `f${randomUUID().replaceAll('-', '').slice(1)}`[letters](),
  };
}

export function inOtherLetters(pair: Pair, names: readonly (keyof Pair)[]): Pair {
  const other = { ...pair };
  for (const name of names) {
    const upper = pair[name].toUpperCase();
    other[name] = pair[name] === upper ? pair[name].toLowerCase() : upper;
  }
  return other;
}

export const toReferences = (pair: Pair): readonly object[] => [
  { __typename: 'Image', id: pair.imageId },
  { __typename: 'ImageMember', ...pair },
];

export const toShownMember = ({ imageId, memberId }: Pair, status: string): object => ({
  id: Buffer.from(`ImageMember:${imageId}:${memberId}`).toString('base64url'),
  imageId,
  memberId,
  status,
});
