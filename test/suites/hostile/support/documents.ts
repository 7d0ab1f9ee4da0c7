import { times } from './attack.ts';

const MEMBER_ID = '2f9d8c7b6a5e4d3c9b2a1f0e8d7c6b52';

function toImageId(index: number): string {
  return `5b8c1f3e-7a2d-4c69-9e10-${String(index).padStart(12, '0')}`;
}

/** Asks for so many members, each of which is one call to the image service. */
export function manyMembers(count: number): unknown {
  return {
    query: 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ImageMember { status } } }',
    variables: {
      r: times(count, (index) => ({ __typename: 'ImageMember', imageId: toImageId(index), memberId: 'm' })),
    },
  };
}

/** Asks so many times for the inbox, each of which is up to 505 calls to the image service. */
export function manyInboxes(count: number): unknown {
  const fields = times(
    count,
    (index) =>
      `a${index}: images(first: 1, filter: {sharedWith: {projectId: "${MEMBER_ID}", status: REJECTED}}) { nodes { id } }`,
  );
  return { query: `{ ${fields.join(' ')} }` };
}

/** A write to one (image, member) pair, always the same one. */
export function toMutation(name: 'addImageMember' | 'updateImageMember' | 'removeImageMember'): unknown {
  const status = name === 'updateImageMember' ? ', status: ACCEPTED' : '';
  return {
    query: `mutation ($i: ID!, $m: ID!) { ${name}(input: {imageId: $i, memberId: $m${status}}) { __typename } }`,
    variables: { i: toImageId(1), m: MEMBER_ID },
  };
}

/** Shares one image with each of these. */
export function manyShares(memberIds: readonly string[]): unknown {
  const fields = memberIds.map(
    (memberId, index) =>
      `a${index}: addImageMember(input: {imageId: "${toImageId(1)}", memberId: "${memberId}"}) { __typename }`,
  );
  return { query: `mutation { ${fields.join(' ')} }` };
}

export const ONE_IMAGE = { query: `{ image(id: "${toImageId(1)}") { name } }` };

/** Some 500 KB of images. */
export const MANY_IMAGES = {
  query: `{ ${times(20, (index) => `a${index}: images(first: 100) { nodes { id name owner { id } status visibility createdAt updatedAt } }`).join(' ')} }`,
};
