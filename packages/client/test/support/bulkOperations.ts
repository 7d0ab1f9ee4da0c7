import { expect } from 'vitest';
import {
  FindImagesDocument,
  imageMemberId,
  RemoveImageMembersDocument,
  SetImageMembersDocument,
  SharedWithMeDocument,
  UpdateImageMembersDocument,
} from '../../src/index.ts';
import { DECIDED_IMAGE, PRIVATE_IMAGE, SHARED_IMAGE, type Demo } from './startKit.ts';
import { ID, memberRow, step, type Step } from './steps.ts';

const pageInfo = { __typename: 'PageInfo', hasNextPage: false, endCursor: expect.any(String) };

/** Many at once, the inbox of one's own project and the search, after the operations with names. */
export function bulkOperations({ projects, tokens }: Demo): readonly Step[] {
  const { alpha, beta, gamma, staging } = projects;
  const owner = { __typename: 'Project', id: alpha };
  const privateToBeta = { imageId: PRIVATE_IMAGE, memberId: beta };
  const sharedToBeta = { imageId: SHARED_IMAGE, memberId: beta };
  return [
    step(
      'UpdateImageMembers',
      UpdateImageMembersDocument,
      {
        input: {
          members: [
            { ...sharedToBeta, status: 'ACCEPTED' },
            { ...privateToBeta, status: 'ACCEPTED' },
          ],
        },
      },
      tokens.beta,
      {
        updateImageMembers: {
          __typename: 'UpdateImageMembersPayload',
          updatedCount: 1,
          failedCount: 1,
          results: [
            {
              __typename: 'UpdateImageMembersItem',
              ...sharedToBeta,
              result: { __typename: 'UpdateImageMemberSuccess', imageMember: memberRow(sharedToBeta, 'ACCEPTED') },
            },
            {
              __typename: 'UpdateImageMembersItem',
              ...privateToBeta,
              result: gone('ImageNotFoundError', 'IMAGE_NOT_FOUND', 'The image does not exist or you may not see it.'),
            },
          ],
        },
      },
    ),
    step('SharedWithMe', SharedWithMeDocument, { statuses: ['ACCEPTED'], first: 1 }, tokens.beta, {
      images: {
        __typename: 'ImageConnection',
        nodes: [
          {
            __typename: 'Image',
            id: SHARED_IMAGE,
            name: 'ubuntu-24.04-server',
            sizeBytes: 618_659_840,
            owner,
            ownerName: null,
            members: [memberRow(sharedToBeta, 'ACCEPTED')],
          },
        ],
        pageInfo: { ...pageInfo, hasNextPage: true },
      },
    }),
    step(
      'RemoveImageMembers',
      RemoveImageMembersDocument,
      { input: { members: [sharedToBeta, { imageId: SHARED_IMAGE, memberId: gamma }] } },
      tokens.alpha,
      {
        removeImageMembers: {
          __typename: 'RemoveImageMembersPayload',
          removedCount: 1,
          failedCount: 1,
          results: [
            { __typename: 'RemoveImageMembersItem', ...sharedToBeta, result: removed(SHARED_IMAGE, beta) },
            {
              __typename: 'RemoveImageMembersItem',
              imageId: SHARED_IMAGE,
              memberId: gamma,
              result: gone(
                'ImageMemberNotFoundError',
                'MEMBER_NOT_FOUND',
                'The image is not shared with this project, or you may not see that it is.',
              ),
            },
          ],
        },
      },
    ),
    step(
      'SetImageMembers',
      SetImageMembersDocument,
      { input: { imageId: DECIDED_IMAGE, memberIds: [staging, beta], confirmRemovals: 1 } },
      tokens.alpha,
      {
        setImageMembers: {
          __typename: 'SetImageMembersPayload',
          dryRun: false,
          added: [
            {
              __typename: 'SetImageMembersAddItem',
              imageId: DECIDED_IMAGE,
              memberId: staging,
              result: {
                __typename: 'AddImageMemberSuccess',
                imageMember: memberRow({ imageId: DECIDED_IMAGE, memberId: staging }),
              },
            },
          ],
          removed: [
            {
              __typename: 'SetImageMembersRemoveItem',
              imageId: DECIDED_IMAGE,
              memberId: gamma,
              result: removed(DECIDED_IMAGE, gamma),
            },
          ],
          kept: [memberRow({ imageId: DECIDED_IMAGE, memberId: beta }, 'ACCEPTED')],
        },
      },
    ),
    step('FindImages', FindImagesDocument, { nameContains: 'GENERIC' }, tokens.alpha, {
      images: {
        __typename: 'ImageConnection',
        nodes: [
          {
            __typename: 'Image',
            id: DECIDED_IMAGE,
            name: 'debian-12-generic',
            visibility: 'SHARED',
            owner,
            ownerName: 'alpha',
          },
        ],
        stoppedEarly: false,
        pageInfo,
      },
    }),
  ];
}

function removed(imageId: string, memberId: string) {
  const key = { imageId, memberId };
  return { __typename: 'RemoveImageMemberSuccess', deletedImageMemberId: imageMemberId(key), ...key };
}

function gone(__typename: string, code: string, message: string) {
  return { __typename, code, message, retryable: false, requestId: ID, upstreamStatus: 404 };
}
