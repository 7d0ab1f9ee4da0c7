import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import {
  ManageSharingDocument,
  MyShareableImagesDocument,
  RemoveImageMembersDocument,
  SetImageMembersDocument,
  SetImageVisibilityDocument,
  ShareImageByNameDocument,
  ShareImageDocument,
  ShareImagesByNameDocument,
  SharingDialogDocument,
  UnshareDocument,
  UpdateImageMembersDocument,
} from '../../src/index.ts';
import { DECIDED_IMAGE, PRIVATE_IMAGE, SHARED_IMAGE, UNSHARED_IMAGE, type Demo } from './startKit.ts';

type AnyDocument = TypedDocumentNode<object, Readonly<Record<string, unknown>>>;

export interface Operation {
  readonly document: AnyDocument;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Mutations, one after the other, and the data of the last one. */
export interface Scene {
  readonly title: string;
  readonly project: 'alpha' | 'beta';
  readonly mutations: (projects: Demo['projects']) => readonly Operation[];
  readonly last: object;
  /** A list that the image joins at a place that only the gateway knows. */
  readonly joins?: object;
}

/** Every kind of list and look-up in which a membership stands, with all three statuses. */
const LISTS = parse(`query Lists($imageId: ID!, $memberId: ID!) {
  image(id: $imageId) {
    id
    visibility
    pending: members(status: PENDING) { ...Row }
    accepted: members(status: ACCEPTED) { ...Row }
    rejected: members(status: REJECTED) { ...Row }
    member(memberId: $memberId) { ...Row }
  }
  imageMembers(imageId: $imageId) { ...Row }
  pending: imageMembers(imageId: $imageId, status: PENDING) { ...Row }
  imageMember(imageId: $imageId, memberId: $memberId) { ...Row }
}
fragment Row on ImageMember { id memberId status }`);

const INBOX = parse(`query Statuses($projectId: ID, $statuses: [ImageMemberStatus!]) {
  images(filter: { sharedWith: { projectId: $projectId, statuses: $statuses } }) {
    edges { node { id members { id status } } }
  }
}`);

export const operation = (document: object, variables: object): Operation => ({
  document: Object(document),
  variables: { ...variables },
});
const mutate = (document: object, input: object): Operation => operation(document, { input });

/** What the cache holds before the mutations, and what is compared with a fresh read after them. */
export function everyRead({ projects: { alpha, beta, gamma } }: Demo, project: Scene['project']): readonly Operation[] {
  const images = [SHARED_IMAGE, UNSHARED_IMAGE, DECIDED_IMAGE, PRIVATE_IMAGE];
  const ofImages = images.flatMap((imageId) => [
    operation(SharingDialogDocument, { imageId }),
    operation(ManageSharingDocument, { imageId }),
    ...[beta, gamma].map((memberId) => operation(LISTS, { imageId, memberId })),
  ]);
  if (project === 'alpha') return [...ofImages, operation(MyShareableImagesDocument, { ownerId: alpha })];
  const inboxes = [['PENDING'], ['PENDING', 'ACCEPTED'], ['ACCEPTED', 'REJECTED', 'PENDING']].flatMap((statuses) => [
    operation(INBOX, { projectId: beta, statuses }),
    operation(INBOX, { statuses }),
  ]);
  return [...ofImages, ...inboxes];
}

/** The name of the one root field, and the type of its result. */
const result = (field: string, __typename: string, fields: object = {}) => ({ [field]: { __typename, ...fields } });
const visibility = (imageId: string, value: string): Operation =>
  mutate(SetImageVisibilityDocument, { imageId, visibility: value });
const visible = (previousVisibility: string) =>
  result('setImageVisibility', 'SetImageVisibilitySuccess', { previousVisibility });

export const SCENES: readonly Scene[] = [
  {
    title: 'a share',
    project: 'alpha',
    mutations: ({ gamma }) => [mutate(ShareImageByNameDocument, { imageId: SHARED_IMAGE, memberId: gamma })],
    last: result('addImageMember', 'AddImageMemberSuccess', { visibilityChanged: false }),
  },
  {
    title: 'the end of a share',
    project: 'alpha',
    mutations: ({ beta }) => [mutate(UnshareDocument, { imageId: SHARED_IMAGE, memberId: beta })],
    last: result('removeImageMember', 'RemoveImageMemberSuccess'),
  },
  {
    title: 'a share that makes a private image shareable',
    project: 'alpha',
    joins: MyShareableImagesDocument,
    mutations: ({ beta }) => [
      mutate(ShareImageByNameDocument, { imageId: PRIVATE_IMAGE, memberId: beta, makeShareable: true }),
    ],
    last: result('addImageMember', 'AddImageMemberSuccess', { visibilityChanged: true, affectedMembers: [] }),
  },
  {
    title: 'a share that gives other projects back their access',
    project: 'alpha',
    mutations: ({ admin }) => [
      visibility(DECIDED_IMAGE, 'PRIVATE'),
      mutate(ShareImageByNameDocument, { imageId: DECIDED_IMAGE, memberId: admin, makeShareable: true }),
    ],
    last: result('addImageMember', 'AddImageMemberSuccess', {
      visibilityChanged: true,
      affectedMembers: [{ status: 'ACCEPTED' }, { status: 'REJECTED' }],
    }),
  },
  {
    title: 'a share whose document does not tell that the visibility was changed',
    project: 'alpha',
    joins: MyShareableImagesDocument,
    mutations: ({ beta }) => [
      mutate(ShareImageDocument, { imageId: PRIVATE_IMAGE, memberId: beta, makeShareable: true }),
    ],
    last: result('addImageMember', 'AddImageMemberSuccess'),
  },
  {
    title: 'a share that fails after the visibility was changed',
    project: 'alpha',
    mutations: () => [
      visibility(DECIDED_IMAGE, 'PRIVATE'),
      mutate(ShareImageByNameDocument, { imageId: DECIDED_IMAGE, memberId: 'sim-403', makeShareable: true }),
    ],
    last: result('addImageMember', 'ImageForbiddenError', { visibilityChanged: true }),
  },
  {
    title: 'shares of which one makes its image shareable',
    project: 'alpha',
    joins: MyShareableImagesDocument,
    mutations: ({ beta, gamma }) => [
      mutate(ShareImagesByNameDocument, {
        members: [
          { imageId: UNSHARED_IMAGE, memberId: beta },
          { imageId: PRIVATE_IMAGE, memberId: beta, makeShareable: true },
          { imageId: PRIVATE_IMAGE, memberId: gamma, makeShareable: true },
          { imageId: SHARED_IMAGE, memberId: beta },
        ],
      }),
    ],
    last: result('addImageMembers', 'AddImageMembersPayload', { addedCount: 3, failedCount: 1 }),
  },
  {
    title: 'an image that becomes private',
    project: 'alpha',
    mutations: () => [visibility(DECIDED_IMAGE, 'PRIVATE')],
    last: visible('SHARED'),
  },
  {
    title: 'an image that becomes private and shared again',
    project: 'alpha',
    mutations: () => [visibility(DECIDED_IMAGE, 'PRIVATE'), visibility(DECIDED_IMAGE, 'SHARED')],
    last: visible('PRIVATE'),
  },
  {
    title: 'an image that becomes visible to everybody and shared again',
    project: 'alpha',
    mutations: () => [visibility(DECIDED_IMAGE, 'COMMUNITY'), visibility(DECIDED_IMAGE, 'SHARED')],
    last: visible('COMMUNITY'),
  },
  {
    title: 'a visibility that the image has already',
    project: 'alpha',
    mutations: () => [visibility(DECIDED_IMAGE, 'SHARED')],
    last: visible('SHARED'),
  },
  {
    title: 'decisions about several images',
    project: 'beta',
    mutations: ({ beta }) => [
      mutate(UpdateImageMembersDocument, {
        members: [
          { imageId: SHARED_IMAGE, memberId: beta, status: 'ACCEPTED' },
          { imageId: DECIDED_IMAGE, memberId: beta, status: 'REJECTED' },
          { imageId: UNSHARED_IMAGE, memberId: beta, status: 'REJECTED' },
        ],
      }),
    ],
    last: result('updateImageMembers', 'UpdateImageMembersPayload', { updatedCount: 2, failedCount: 1 }),
  },
  {
    title: 'the end of several shares',
    project: 'alpha',
    mutations: ({ beta, gamma }) => [
      mutate(RemoveImageMembersDocument, {
        members: [
          { imageId: SHARED_IMAGE, memberId: beta },
          { imageId: DECIDED_IMAGE, memberId: gamma },
          { imageId: UNSHARED_IMAGE, memberId: beta },
        ],
      }),
    ],
    last: result('removeImageMembers', 'RemoveImageMembersPayload', { removedCount: 2, failedCount: 1 }),
  },
  {
    title: 'a new set of members',
    project: 'alpha',
    mutations: ({ admin, beta }) => [
      mutate(SetImageMembersDocument, { imageId: DECIDED_IMAGE, memberIds: [admin, beta], confirmRemovals: 1 }),
    ],
    last: result('setImageMembers', 'SetImageMembersPayload', { dryRun: false, kept: [{ status: 'ACCEPTED' }] }),
  },
  {
    title: 'a new set of members that is only tried',
    project: 'alpha',
    mutations: ({ admin, beta }) => [
      mutate(SetImageMembersDocument, { imageId: DECIDED_IMAGE, memberIds: [admin, beta], dryRun: true }),
    ],
    last: result('setImageMembers', 'SetImageMembersPayload', { dryRun: true, kept: [{ status: 'ACCEPTED' }] }),
  },
];
