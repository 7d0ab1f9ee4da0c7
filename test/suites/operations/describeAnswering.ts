import { describe, expect, it } from 'vitest';
import { forbidden, idOf, memberRow, refusal, UNKNOWN_IMAGE } from './expected.ts';
import type { Stage } from './stage.ts';

/** What the recipient says to a share, and its end. */
export function describeAnswering(stage: Stage): void {
  const { share, answer, unshare, newImage, sharedImage, accessOfBeta } = stage;

  describe('AnswerShare', () => {
    it('accepts, rejects and takes both back', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await sharedImage(beta);

      for (const status of ['ACCEPTED', 'REJECTED', 'PENDING']) {
        expect(await answer(imageId, beta, status, 'beta')).toEqual({
          data: {
            updateImageMember: {
              __typename: 'UpdateImageMemberSuccess',
              imageMember: memberRow(imageId, beta, status),
            },
          },
        });
      }
    });

    it('is forbidden for the owner, who is not the member', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await sharedImage(beta);

      expect(await answer(imageId, beta, 'ACCEPTED', 'alpha')).toEqual(forbidden('updateImageMember', 'NOT_MEMBER'));
    });

    it('is forbidden by policy for a reader of the member project', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await sharedImage(beta);

      expect(await answer(imageId, beta, 'ACCEPTED', 'betaReader')).toEqual(forbidden('updateImageMember', 'POLICY'));
    });

    it('is forbidden for an owner that shared with itself, for a reason that is not NOT_MEMBER', async () => {
      const { alpha } = stage.upstream.projects;
      const imageId = await sharedImage(alpha);

      expect(await answer(imageId, alpha, 'ACCEPTED', 'alpha')).toEqual(forbidden('updateImageMember', 'POLICY'));
    });

    it('is forbidden for an image that is not shared', async () => {
      const imageId = await newImage({ visibility: 'private' });

      expect(await answer(imageId, stage.upstream.projects.beta, 'ACCEPTED', 'alpha')).toEqual(
        forbidden('updateImageMember', 'IMAGE_NOT_SHARED'),
      );
    });

    it('tells a missing membership and a missing image apart', async () => {
      const { gamma } = stage.upstream.projects;
      const imageId = await newImage();

      expect(await answer(imageId, gamma, 'ACCEPTED', 'alpha')).toEqual({
        data: {
          updateImageMember: { __typename: 'ImageMemberNotFoundError', ...refusal('MEMBER_NOT_FOUND', 404) },
        },
      });
      expect(await answer(imageId, gamma, 'ACCEPTED', 'gamma')).toEqual({
        data: { updateImageMember: { __typename: 'ImageNotFoundError', ...refusal('IMAGE_NOT_FOUND', 404) } },
      });
    });
  });

  describe('Unshare', () => {
    it('ends the access, and says what to drop from caches', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await sharedImage(beta);
      expect(await accessOfBeta(imageId)).toBe(200);

      expect(await unshare(imageId, beta)).toEqual({
        data: {
          removeImageMember: {
            __typename: 'RemoveImageMemberSuccess',
            deletedImageMemberId: idOf(imageId, beta),
            imageId,
            memberId: beta,
          },
        },
      });
      expect(await accessOfBeta(imageId)).toBe(404);
    });

    it('tells a missing membership and a missing image apart', async () => {
      const { gamma } = stage.upstream.projects;

      expect(await unshare(await newImage(), gamma)).toEqual({
        data: {
          removeImageMember: { __typename: 'ImageMemberNotFoundError', ...refusal('MEMBER_NOT_FOUND', 404) },
        },
      });
      expect(await unshare(UNKNOWN_IMAGE, gamma)).toEqual({
        data: { removeImageMember: { __typename: 'ImageNotFoundError', ...refusal('IMAGE_NOT_FOUND', 404) } },
      });
    });

    it('is not for the member: a project cannot leave', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await sharedImage(beta);

      expect(await unshare(imageId, beta, 'beta')).toEqual({
        data: { removeImageMember: { __typename: 'ImageForbiddenError', ...refusal('FORBIDDEN', 403) } },
      });
      expect(await accessOfBeta(imageId)).toBe(200);
    });

    it('can be followed by a new share', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await sharedImage(beta);
      await answer(imageId, beta, 'ACCEPTED', 'beta');
      await unshare(imageId, beta);

      expect(await share(imageId, beta)).toEqual({
        data: { addImageMember: { __typename: 'AddImageMemberSuccess', imageMember: memberRow(imageId, beta) } },
      });
    });
  });
}
