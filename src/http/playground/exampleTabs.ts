import type { EmbeddedSeed } from '../../embedded/seed.ts';
import { findExampleDecision, findExampleShare } from '../../embedded/exampleShare.ts';

/** One tab of the playground. */
export interface ExampleTab {
  readonly query: string;
  /** JSON text. */
  readonly variables: string;
  /** JSON text. */
  readonly headers: string;
}

const UNKNOWN_IMAGE = '00000000-0000-4000-8000-000000000000';

/** An example operation for each task; with the IDs and tokens of the seed when the embedded Glance runs. */
export function toExampleTabs(seed: EmbeddedSeed | null): readonly ExampleTab[] {
  const share = seed && findExampleShare(seed);
  const decision = seed && findExampleDecision(seed);
  const asOwner = toHeaders(share?.token);
  const asMember = toHeaders(decision?.token);
  const imageId = share?.imageId ?? UNKNOWN_IMAGE;
  const theirs = decision?.memberId ?? 'their-project';
  const newShare = { imageId, memberId: share?.memberId ?? 'another' };
  const accepted = { imageId: decision?.imageId ?? imageId, memberId: theirs, status: 'ACCEPTED' };
  return [
    toTab(SHARE, { input: newShare }, asOwner),
    toTab(SHARING_DIALOG, { imageId }, asOwner),
    toTab(INBOX, { projectId: theirs }, asMember),
    toTab(DECIDE, { input: accepted }, asMember),
    toTab(REMOVE, { input: newShare }, asOwner),
    toTab(SHARE_MANY, { input: { members: [newShare, { imageId, memberId: theirs }] } }, asOwner),
    toTab(MY_IMAGES, { ownerId: share?.ownerId ?? 'my-project' }, asOwner),
  ];
}

function toTab(query: string, variables: object, headers: string): ExampleTab {
  return { query, variables: JSON.stringify(variables, null, 2), headers };
}

function toHeaders(token = 'your Keystone token'): string {
  return JSON.stringify({ 'X-Auth-Token': token }, null, 2);
}

const SHARE = `# Share an image with a project. Run it twice to see a typed error.
mutation Share($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on AddImageMemberSuccess { imageMember { id imageId memberId status createdAt } }
    ... on ImageServiceError { code message retryable requestId }
    ... on ImageMemberExistsError { existingImageMember { status } }
    ... on ImageForbiddenError { reason }
    ... on ImageMemberLimitError { limit }
  }
}
`;

const SHARING_DIALOG = `# Who an image is shared with.
query SharingDialog($imageId: ID!) {
  image(id: $imageId) { id name visibility owner { id } members { id memberId status updatedAt } }
}
`;

const INBOX = `# Images that other projects share with mine, and that I have neither accepted nor rejected.
query Inbox($projectId: ID!, $after: String) {
  images(filter: { sharedWith: { projectId: $projectId, status: PENDING } }, first: 25, after: $after) {
    nodes { id name sizeBytes owner { id } member(memberId: $projectId) { status createdAt } }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const DECIDE = `# Accept or reject.
mutation Decide($input: UpdateImageMemberInput!) {
  updateImageMember(input: $input) {
    __typename
    ... on UpdateImageMemberSuccess { imageMember { id status updatedAt } }
    ... on ImageServiceError { code message }
    ... on ImageForbiddenError { reason }
  }
}
`;

const REMOVE = `# Stop sharing.
mutation Remove($input: RemoveImageMemberInput!) {
  removeImageMember(input: $input) {
    __typename
    ... on RemoveImageMemberSuccess { deletedImageMemberId imageId memberId }
    ... on ImageServiceError { code message }
  }
}
`;

const SHARE_MANY = `# Share many at once; each pair succeeds or fails on its own.
mutation ShareMany($input: AddImageMembersInput!) {
  addImageMembers(input: $input) {
    __typename
    ... on AddImageMembersPayload {
      addedCount
      failedCount
      results {
        imageId
        memberId
        result {
          __typename
          ... on AddImageMemberSuccess { imageMember { id status } }
          ... on ImageServiceError { code message }
        }
      }
    }
    ... on ImageInputError { issues { path message } }
  }
}
`;

const MY_IMAGES = `# My images that can be shared, by name.
query MyShareableImages($ownerId: ID!, $after: String) {
  images(
    filter: { ownerId: $ownerId, visibility: SHARED }
    orderBy: { field: NAME, direction: ASC }
    first: 25
    after: $after
  ) {
    edges { cursor node { id name status members { memberId status } } }
    pageInfo { hasNextPage endCursor }
  }
}
`;
