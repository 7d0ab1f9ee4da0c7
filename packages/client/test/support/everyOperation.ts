import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { expect } from 'vitest';
import {
  AnswerShareDocument,
  imageMemberId,
  InboxDocument,
  MemberStatusDocument,
  MyShareableImagesDocument,
  ShareImageDocument,
  ShareImageMinimalDocument,
  ShareImagesDocument,
  SharingDialogDocument,
  UnshareDocument,
  type ImageMemberKey,
} from '../../src/index.ts';
import { ID, memberRow, step, TIME, type Step } from './steps.ts';
import { bulkOperations } from './bulkOperations.ts';
import { namingOperations } from './namingOperations.ts';
import { SHARED_IMAGE, UNSHARED_IMAGE, type Demo } from './startKit.ts';

/**
 * The life of a share, with every operation of the package, one after the other from a fresh demo whose gateway knows the
 * embedded Keystone.
 */
export function everyOperation(demo: Demo): readonly Step[] {
  const { projects, tokens } = demo;
  const { alpha, beta, gamma } = projects;
  const toBeta = { imageId: UNSHARED_IMAGE, memberId: beta };
  const toGamma = { imageId: UNSHARED_IMAGE, memberId: gamma };
  const owner = { __typename: 'Project', id: alpha };
  const exists = {
    __typename: 'ImageMemberExistsError',
    code: 'MEMBER_ALREADY_EXISTS',
    message: 'The image is already shared with this project.',
    retryable: false,
  };
  return [
    step('ShareImage', ShareImageDocument, { input: toBeta }, tokens.alpha, {
      addImageMember: { __typename: 'AddImageMemberSuccess', imageMember: memberRow(toBeta) },
    }),
    step('ShareImageMinimal', ShareImageMinimalDocument, { input: toBeta }, tokens.alpha, { addImageMember: exists }),
    step('ShareImages', ShareImagesDocument, { input: { members: [toBeta, toGamma] } }, tokens.alpha, {
      addImageMembers: {
        __typename: 'AddImageMembersPayload',
        addedCount: 1,
        failedCount: 1,
        results: [
          { __typename: 'AddImageMembersItem', ...toBeta, result: { ...exists, requestId: ID, upstreamStatus: 409 } },
          {
            __typename: 'AddImageMembersItem',
            ...toGamma,
            result: { __typename: 'AddImageMemberSuccess', imageMember: memberRow(toGamma) },
          },
        ],
      },
    }),
    step('SharingDialog', SharingDialogDocument, { imageId: UNSHARED_IMAGE }, tokens.alpha, {
      image: {
        __typename: 'Image',
        id: UNSHARED_IMAGE,
        name: 'fedora-cloud-43',
        visibility: 'SHARED',
        owner,
        members: [memberRow(toBeta), memberRow(toGamma)],
      },
    }),
    step('Inbox', InboxDocument, { projectId: beta }, tokens.beta, {
      images: {
        __typename: 'ImageConnection',
        nodes: [
          inboxImage(toBeta, { name: 'fedora-cloud-43', sizeBytes: 583_925_760, owner }),
          inboxImage(
            { imageId: SHARED_IMAGE, memberId: beta },
            { name: 'ubuntu-24.04-server', sizeBytes: 618_659_840, owner },
          ),
        ],
        pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: expect.any(String) },
      },
    }),
    step('AnswerShare', AnswerShareDocument, { input: { ...toBeta, status: 'ACCEPTED' } }, tokens.beta, {
      updateImageMember: { __typename: 'UpdateImageMemberSuccess', imageMember: memberRow(toBeta, 'ACCEPTED') },
    }),
    step('MemberStatus', MemberStatusDocument, toBeta, tokens.alpha, { imageMember: memberRow(toBeta, 'ACCEPTED') }),
    step('MyShareableImages', MyShareableImagesDocument, { ownerId: alpha }, tokens.alpha, {
      images: {
        __typename: 'ImageConnection',
        edges: [
          edge('a1d47e90-2c5b-4f83-8b6e-91f0c7d35e02', 'debian-12-generic', []),
          edge(UNSHARED_IMAGE, 'fedora-cloud-43', [gamma]),
          edge(SHARED_IMAGE, 'ubuntu-24.04-server', [beta]),
        ],
        pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: expect.any(String) },
      },
    }),
    step('Unshare', UnshareDocument, { input: toBeta }, tokens.alpha, {
      removeImageMember: {
        __typename: 'RemoveImageMemberSuccess',
        deletedImageMemberId: imageMemberId(toBeta),
        ...toBeta,
      },
    }),
    ...namingOperations(demo),
    ...bulkOperations(demo),
  ];
}

/** Names of the queries and mutations of the package, sorted. */
export function operationNames(): string[] {
  const text = readFileSync(new URL('../../operations/operations.graphql', import.meta.url), 'utf8');
  const names = parse(text).definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.operation !== 'subscription'
      ? (definition.name?.value ?? '')
      : '',
  );
  return names.filter((name) => name !== '').toSorted();
}

function inboxImage(key: ImageMemberKey, fields: object) {
  return { __typename: 'Image', id: key.imageId, ...fields, member: memberRow(key) };
}

function edge(imageId: string, name: string, pending: readonly string[]) {
  const members = pending.map((memberId) => ({
    __typename: 'ImageMember',
    id: imageMemberId({ imageId, memberId }),
    memberId,
  }));
  const node = { __typename: 'Image', id: imageId, name, updatedAt: TIME, members };
  return { __typename: 'ImageEdge', cursor: expect.any(String), node };
}
