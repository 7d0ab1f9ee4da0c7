import { expect } from 'vitest';
import {
  ManageSharingDocument,
  SetImageVisibilityDocument,
  ShareImageByNameDocument,
  ShareImagesByNameDocument,
  ViewerDocument,
} from '../../src/index.ts';
import { PRIVATE_IMAGE, UNSHARED_IMAGE, type Demo } from './startKit.ts';
import { memberRow, step, TIME, type Step } from './steps.ts';

const row = (...[key, status, memberName = null]: [...Parameters<typeof memberRow>, (string | null)?]) => ({
  ...memberRow(key, status),
  memberName,
});
const project = (id: string, name: string, domainId = 'default', domainName: string | null = 'Default') => ({
  __typename: 'NamedProject',
  id,
  name,
  domainId,
  domainName,
});
const yes = { __typename: 'ImagePermission', allowed: true, reason: null };
const no = (reason: string) => ({ __typename: 'ImagePermission', allowed: false, reason });

/** Who am I, names, permissions and visibility: what needs the embedded Keystone, after the life of a share. */
export function namingOperations({ projects, tokens }: Demo): readonly Step[] {
  const { alpha, beta, staging, campusSandbox, partnerSandbox } = projects;
  const owner = { __typename: 'Project', id: alpha };
  const sandboxes = [
    project(campusSandbox, 'sandbox', expect.any(String), null),
    project(partnerSandbox, 'sandbox', expect.any(String), null),
  ];
  const unresolved = (unresolvedReason: string, candidates: readonly unknown[]) => ({
    __typename: 'ImageMemberUnresolvedError',
    code: 'MEMBER_UNRESOLVED',
    message: expect.any(String),
    retryable: false,
    requestId: null,
    upstreamStatus: null,
    visibilityChanged: false,
    unresolvedReason,
    candidates,
  });
  const permissions = (share: object, removeMembers: object, decide: object) => ({
    __typename: 'ImagePermissions',
    share,
    removeMembers,
    changeVisibility: yes,
    decide,
  });
  const privateToBeta = { imageId: PRIVATE_IMAGE, memberId: beta };
  const toStaging = { imageId: UNSHARED_IMAGE, memberId: staging };
  return [
    step('Viewer', ViewerDocument, {}, tokens.alpha, {
      viewer: {
        __typename: 'Viewer',
        userId: expect.stringMatching(/^[0-9a-f]{32}$/),
        userName: 'alpha',
        project: project(alpha, 'alpha'),
        roles: ['member', 'reader'],
        expiresAt: TIME,
        projects: [project(alpha, 'alpha'), ...sandboxes, project(staging, 'staging')],
      },
    }),
    step(
      'ShareImageByName',
      ShareImageByNameDocument,
      { input: { imageId: UNSHARED_IMAGE, memberName: 'staging' } },
      tokens.alpha,
      {
        addImageMember: {
          __typename: 'AddImageMemberSuccess',
          imageMember: row(toStaging, 'PENDING', 'staging'),
          verification: 'VERIFIED',
          visibilityChanged: false,
          affectedMembers: [],
        },
      },
    ),
    step(
      'ShareImagesByName',
      ShareImagesByNameDocument,
      {
        input: {
          members: [
            { ...privateToBeta, makeShareable: true },
            { imageId: PRIVATE_IMAGE, memberName: 'sandbox' },
            { imageId: PRIVATE_IMAGE, memberName: 'beta' },
          ],
        },
      },
      tokens.alpha,
      {
        addImageMembers: {
          __typename: 'AddImageMembersPayload',
          addedCount: 1,
          failedCount: 2,
          results: [
            {
              __typename: 'AddImageMembersItem',
              ...privateToBeta,
              memberName: null,
              result: {
                __typename: 'AddImageMemberSuccess',
                imageMember: row(privateToBeta),
                verification: 'NOT_VERIFIABLE',
                visibilityChanged: true,
              },
            },
            {
              __typename: 'AddImageMembersItem',
              imageId: PRIVATE_IMAGE,
              memberId: null,
              memberName: 'sandbox',
              result: unresolved('AMBIGUOUS', sandboxes),
            },
            {
              __typename: 'AddImageMembersItem',
              imageId: PRIVATE_IMAGE,
              memberId: null,
              memberName: 'beta',
              result: unresolved('NOT_VERIFIABLE', []),
            },
          ],
        },
      },
    ),
    step('ManageSharing', ManageSharingDocument, { imageId: PRIVATE_IMAGE }, tokens.alpha, {
      image: {
        __typename: 'Image',
        id: PRIVATE_IMAGE,
        name: 'ci-runner-snapshot',
        visibility: 'SHARED',
        owner,
        ownerName: 'alpha',
        permissions: permissions(yes, yes, no('POLICY')),
        members: [row(privateToBeta)],
      },
    }),
    step(
      'SetImageVisibility',
      SetImageVisibilityDocument,
      { input: { imageId: PRIVATE_IMAGE, visibility: 'PRIVATE' } },
      tokens.alpha,
      {
        setImageVisibility: {
          __typename: 'SetImageVisibilitySuccess',
          image: {
            __typename: 'Image',
            id: PRIVATE_IMAGE,
            visibility: 'PRIVATE',
            updatedAt: TIME,
            permissions: permissions(no('IMAGE_NOT_SHARED'), no('IMAGE_NOT_SHARED'), no('IMAGE_NOT_SHARED')),
          },
          previousVisibility: 'SHARED',
          affectedMembers: [row(privateToBeta)],
        },
      },
    ),
  ];
}
