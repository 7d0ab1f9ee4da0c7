import { describe, expect, it } from 'vitest';
import { forbidden, memberRow, refusal, UNKNOWN_IMAGE } from './expected.ts';
import type { Stage } from './stage.ts';
import { callGlance, changeVisibility, type ActorName } from './upstream.ts';

/** Who may see an image, and what becomes of its members. */
export function describeVisibility(stage: Stage): void {
  const { run, share, answer, newImage, sharedImage, accessOfBeta } = stage;

  const setVisibility = (imageId: string, visibility: string, as: ActorName = 'alpha'): Promise<unknown> =>
    run('SetVisibility', as, { input: { imageId, visibility } });
  const shareAnyway = (imageId: string, memberId: string, as: ActorName = 'alpha'): Promise<unknown> =>
    run('ShareAnyway', as, { input: { imageId, memberId, makeShareable: true } });

  const changed = (imageId: string, before: string, visibility: string, affectedMembers: readonly object[] = []) => ({
    data: {
      setImageVisibility: {
        __typename: 'SetImageVisibilitySuccess',
        previousVisibility: before,
        image: { id: imageId, visibility },
        affectedMembers,
      },
    },
  });
  const added = (
    imageId: string,
    memberId: string,
    visibilityChanged: boolean,
    affectedMembers: readonly object[],
  ) => ({
    data: {
      addImageMember: {
        __typename: 'AddImageMemberSuccess',
        visibilityChanged,
        imageMember: memberRow(imageId, memberId),
        affectedMembers,
      },
    },
  });
  const refused = (fields: object): object => ({
    data: { addImageMember: { ...fields, visibilityChanged: false } },
  });

  async function visibilityOf(imageId: string): Promise<unknown> {
    const { body } = await callGlance(stage.upstream, { path: `/v2/images/${imageId}`, as: 'alpha' });
    return typeof body === 'object' && body !== null && 'visibility' in body ? body.visibility : null;
  }

  describe('SetVisibility', () => {
    it('ends the access of the members with PRIVATE, and gives it back with SHARED', async () => {
      const { beta, gamma } = stage.upstream.projects;
      const imageId = await sharedImage(beta);
      await share(imageId, gamma);
      await answer(imageId, gamma, 'ACCEPTED', 'gamma');
      const members = [memberRow(imageId, beta), memberRow(imageId, gamma, 'ACCEPTED')];

      expect(await setVisibility(imageId, 'PRIVATE')).toEqual(changed(imageId, 'SHARED', 'PRIVATE', members));
      expect(await accessOfBeta(imageId)).toBe(404);
      expect(await setVisibility(imageId, 'SHARED')).toEqual(changed(imageId, 'PRIVATE', 'SHARED', members));
      expect(await accessOfBeta(imageId)).toBe(200);
    });

    it('changes to COMMUNITY and back without a word about members', async () => {
      const imageId = await sharedImage(stage.upstream.projects.beta);

      expect(await setVisibility(imageId, 'COMMUNITY')).toEqual(changed(imageId, 'SHARED', 'COMMUNITY'));
      expect(await setVisibility(imageId, 'SHARED')).toEqual(changed(imageId, 'COMMUNITY', 'SHARED'));
    });

    it('succeeds where the image has the visibility already', async () => {
      const imageId = await newImage({ visibility: 'private' });

      expect(await setVisibility(imageId, 'PRIVATE')).toEqual(changed(imageId, 'PRIVATE', 'PRIVATE'));
    });

    it('is for administrators when the image is to become PUBLIC', async () => {
      const imageId = await newImage();

      expect(await setVisibility(imageId, 'PUBLIC')).toEqual(forbidden('setImageVisibility', 'POLICY'));
      expect(await setVisibility(imageId, 'PUBLIC', 'admin')).toEqual(changed(imageId, 'SHARED', 'PUBLIC'));
    });

    it('is not for members', async () => {
      const imageId = await sharedImage(stage.upstream.projects.beta);

      expect(await setVisibility(imageId, 'PRIVATE', 'beta')).toEqual(forbidden('setImageVisibility', 'NOT_OWNER'));
      expect(await visibilityOf(imageId)).toBe('shared');
    });

    it('is not for a reader of the owner’s project', async () => {
      const imageId = await newImage();

      expect(await setVisibility(imageId, 'PRIVATE', 'alphaReader')).toEqual(forbidden('setImageVisibility', 'POLICY'));
      expect(await visibilityOf(imageId)).toBe('shared');
    });

    it('is not for those who see an image of the community', async () => {
      const imageId = await newImage({ visibility: 'community' });

      expect(await setVisibility(imageId, 'PRIVATE', 'beta')).toEqual(forbidden('setImageVisibility', 'NOT_OWNER'));
    });

    it('finds no image that the caller does not see', async () => {
      const missing = {
        data: { setImageVisibility: { __typename: 'ImageNotFoundError', ...refusal('IMAGE_NOT_FOUND', 404) } },
      };
      expect(await setVisibility(UNKNOWN_IMAGE, 'SHARED')).toEqual(missing);
      expect(await setVisibility(await newImage({ visibility: 'private' }), 'SHARED', 'gamma')).toEqual(missing);
    });
  });

  describe('ShareAnyway', () => {
    it('shares a private image, and tells who else got back access', async () => {
      const { beta, gamma } = stage.upstream.projects;
      const imageId = await sharedImage(gamma);
      await answer(imageId, gamma, 'REJECTED', 'gamma');
      await changeVisibility(stage.upstream, imageId, 'private');

      const revived = [memberRow(imageId, gamma, 'REJECTED')];
      expect(await shareAnyway(imageId, beta)).toEqual(added(imageId, beta, true, revived));
      expect(await accessOfBeta(imageId)).toBe(200);
    });

    it('shares a shared image as it is', async () => {
      const { beta, gamma } = stage.upstream.projects;
      const imageId = await sharedImage(gamma);

      expect(await shareAnyway(imageId, beta)).toEqual(added(imageId, beta, false, []));
    });

    it('finds the project that got back its own access, and says that the visibility was changed', async () => {
      const { beta } = stage.upstream.projects;
      const imageId = await sharedImage(beta);
      await changeVisibility(stage.upstream, imageId, 'private');

      const exists = refusal('MEMBER_ALREADY_EXISTS', 409);
      expect(await shareAnyway(imageId, beta)).toEqual({
        data: {
          addImageMember: {
            __typename: 'ImageMemberExistsError',
            ...exists,
            message: `${exists.message} Before, the visibility of the image was changed to SHARED.`,
            visibilityChanged: true,
            existingImageMember: memberRow(imageId, beta),
          },
        },
      });
      expect(await accessOfBeta(imageId)).toBe(200);
    });

    it('takes no image away from everybody else', async () => {
      const imageId = await newImage({ visibility: 'community' });

      expect(await shareAnyway(imageId, stage.upstream.projects.beta)).toEqual(
        refused({
          __typename: 'ImageForbiddenError',
          message:
            'Everybody may use this image, and everybody else would lose access if the image became SHARED, so nothing was changed.',
          code: 'FORBIDDEN',
          retryable: false,
          requestId: null,
          upstreamStatus: null,
          reason: 'IMAGE_NOT_SHARED',
        }),
      );
      expect(await visibilityOf(imageId)).toBe('community');
    });

    it('leaves a private image as it is for a reader', async () => {
      const imageId = await newImage({ visibility: 'private' });

      expect(await shareAnyway(imageId, stage.upstream.projects.beta, 'alphaReader')).toEqual(
        refused({
          __typename: 'ImageForbiddenError',
          ...refusal('FORBIDDEN', 403),
          message: 'The visibility could not be changed: You are not allowed to do this.',
          reason: 'POLICY',
        }),
      );
      expect(await visibilityOf(imageId)).toBe('private');
    });
  });
}
