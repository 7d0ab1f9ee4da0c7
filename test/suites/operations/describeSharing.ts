import { describe, expect, it } from 'vitest';
import { forbidden, idOf, memberRow, MESSAGES, refusal, UNKNOWN_IMAGE } from './expected.ts';
import type { Stage } from './stage.ts';

/** Giving access, one by one and many at once. */
export function describeSharing(stage: Stage): void {
  const { run, share, answer, newImage, sharedImage, accessOfBeta } = stage;

  describe('ShareImage', () => {
    it('answers with the new membership, and the project has access', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await newImage();

      expect(await share(imageId, beta)).toEqual({
        data: { addImageMember: { __typename: 'AddImageMemberSuccess', imageMember: memberRow(imageId, beta) } },
      });
      expect(await accessOfBeta(imageId)).toBe(200);
    });

    it('answers with the existing membership, as the recipient left it', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await sharedImage(beta);
      await answer(imageId, beta, 'REJECTED', 'beta');

      expect(await share(imageId, beta)).toEqual({
        data: {
          addImageMember: {
            __typename: 'ImageMemberExistsError',
            ...refusal('MEMBER_ALREADY_EXISTS', 409),
            existingImageMember: memberRow(imageId, beta, 'REJECTED'),
          },
        },
      });
    });

    it('says that the image does not exist', async () => {
      expect(await share(UNKNOWN_IMAGE, stage.upstream.projects.beta)).toEqual({
        data: { addImageMember: { __typename: 'ImageNotFoundError', ...refusal('IMAGE_NOT_FOUND', 404) } },
      });
    });

    it('names every argument that is refused', async () => {
      const imageMessage = 'The image ID must be a UUID, such as d164b5df-1bc3-4c3f-893e-3e471fd16e64.';
      const memberMessage =
        'The member ID must be a project ID: letters, digits, "-" and "_", beginning with a letter or digit, at most 64.';
      expect(await share('../../v3', 'beta/..')).toEqual({
        data: {
          addImageMember: {
            __typename: 'ImageInputError',
            message: `${imageMessage} ${memberMessage}`,
            code: 'INVALID_INPUT',
            retryable: false,
            requestId: null,
            upstreamStatus: null,
            issues: [
              { path: ['input', 'imageId'], message: imageMessage },
              { path: ['input', 'memberId'], message: memberMessage },
            ],
          },
        },
      });
    });

    it('is forbidden for an image that is not shared', async () => {
      const imageId = await newImage({ visibility: 'private' });

      expect(await share(imageId, stage.upstream.projects.beta)).toEqual(
        forbidden('addImageMember', 'IMAGE_NOT_SHARED'),
      );
    });

    it('is forbidden for a member, who is not the owner', async () => {
      const { beta, gamma } = stage.upstream.projects;
      const imageId = await sharedImage(beta);

      expect(await share(imageId, gamma, 'beta')).toEqual(forbidden('addImageMember', 'NOT_OWNER'));
    });

    it('is forbidden for a member, whatever it decided about the image', async () => {
      const { beta, gamma } = stage.upstream.projects;
      const imageId = await sharedImage(beta);

      for (const status of ['ACCEPTED', 'REJECTED', 'PENDING']) {
        await answer(imageId, beta, status, 'beta');
        expect(await share(imageId, gamma, 'beta')).toEqual(forbidden('addImageMember', 'NOT_OWNER'));
      }
    });

    it('is forbidden by policy for a reader of the owning project', async () => {
      const imageId = await newImage();

      expect(await share(imageId, stage.upstream.projects.beta, 'alphaReader')).toEqual(
        forbidden('addImageMember', 'POLICY'),
      );
    });

    it('names the quota when it is reached, and still knows who is a member', async () => {
      const { memberQuota } = stage.upstream;
      const imageId = await newImage();
      const projects = Array.from({ length: memberQuota }, (_, index) => `project-${index}`);
      for (const project of projects) await share(imageId, project);

      expect(await share(imageId, 'one-too-many')).toEqual({
        data: {
          addImageMember: {
            __typename: 'ImageMemberLimitError',
            ...refusal('MEMBER_LIMIT_EXCEEDED', 413),
            limit: memberQuota,
          },
        },
      });
      expect(await share(imageId, 'project-3')).toEqual({
        data: {
          addImageMember: {
            __typename: 'ImageMemberExistsError',
            ...refusal('MEMBER_ALREADY_EXISTS', 413),
            existingImageMember: memberRow(imageId, 'project-3'),
          },
        },
      });
    });
  });

  describe('ShareImageMinimal', () => {
    it('answers with the id and the status', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await newImage();

      expect(await run('ShareImageMinimal', 'alpha', { input: { imageId, memberId: beta } })).toEqual({
        data: {
          addImageMember: {
            __typename: 'AddImageMemberSuccess',
            imageMember: { id: idOf(imageId, beta), status: 'PENDING' },
          },
        },
      });
    });

    it('answers everything else with one message', async () => {
      const input = { imageId: UNKNOWN_IMAGE, memberId: stage.upstream.projects.beta };

      expect(await run('ShareImageMinimal', 'alpha', { input })).toEqual({
        data: {
          addImageMember: {
            __typename: 'ImageNotFoundError',
            code: 'IMAGE_NOT_FOUND',
            message: MESSAGES.IMAGE_NOT_FOUND,
            retryable: false,
          },
        },
      });
    });
  });

  describe('ShareImages', () => {
    it('answers each pair on its own, in input order', async () => {
      const { beta, gamma } = stage.upstream.projects;
      const imageId = await sharedImage(beta);
      const privateId = await newImage({ visibility: 'private' });
      const members = [
        { imageId, memberId: gamma },
        { imageId, memberId: beta },
        { imageId: UNKNOWN_IMAGE, memberId: beta },
        { imageId: privateId, memberId: beta },
        { imageId, memberId: 'no project' },
      ];
      const message =
        'The member ID must be a project ID: letters, digits, "-" and "_", beginning with a letter or digit, at most 64.';
      const badInput = { message, code: 'INVALID_INPUT', retryable: false, requestId: null, upstreamStatus: null };
      const results = [
        { __typename: 'AddImageMemberSuccess', imageMember: memberRow(imageId, gamma) },
        { __typename: 'ImageMemberExistsError', ...refusal('MEMBER_ALREADY_EXISTS', 409) },
        { __typename: 'ImageNotFoundError', ...refusal('IMAGE_NOT_FOUND', 404) },
        { __typename: 'ImageForbiddenError', ...refusal('FORBIDDEN', 403) },
        { __typename: 'ImageInputError', ...badInput },
      ];

      expect(await run('ShareImages', 'alpha', { input: { members } })).toEqual({
        data: {
          addImageMembers: {
            __typename: 'AddImageMembersPayload',
            addedCount: 1,
            failedCount: 4,
            results: members.map((pair, index) => ({ ...pair, result: results[index] })),
          },
        },
      });
    });

    it('refuses a call without pairs', async () => {
      const message = 'Between 1 and 50 pairs must be given.';
      const error = { message, code: 'INVALID_INPUT', retryable: false, requestId: null, upstreamStatus: null };

      expect(await run('ShareImages', 'alpha', { input: { members: [] } })).toEqual({
        data: {
          addImageMembers: {
            __typename: 'ImageInputError',
            ...error,
            issues: [{ path: ['input', 'members'], message }],
          },
        },
      });
    });
  });
}
