import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOperationsGateway, type OperationsGateway } from './gateway.ts';
import { addImage, callGlance, upload, type ActorName, type Upstream } from './upstream.ts';

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const REQUEST_ID = expect.stringMatching(/^req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const UNKNOWN_IMAGE = '00000000-0000-4000-8000-000000000000';

const MESSAGES = {
  FORBIDDEN: 'You are not allowed to do this.',
  IMAGE_NOT_FOUND: 'The image does not exist or you may not see it.',
  MEMBER_NOT_FOUND: 'The image is not shared with this project, or you may not see that it is.',
  MEMBER_ALREADY_EXISTS: 'The image is already shared with this project.',
  MEMBER_LIMIT_EXCEEDED: 'The image is shared with as many projects as allowed.',
} as const;

/** The fragment ErrorFields of what Glance refused. */
function refusal(code: keyof typeof MESSAGES, upstreamStatus: number) {
  return { message: MESSAGES[code], code, retryable: false, requestId: REQUEST_ID, upstreamStatus };
}

const idOf = (imageId: string, memberId: string): string =>
  Buffer.from(`ImageMember:${imageId}:${memberId}`).toString('base64url');

/** The fragment MemberRow. */
function memberRow(imageId: string, memberId: string, status = 'PENDING') {
  return { id: idOf(imageId, memberId), imageId, memberId, status, createdAt: TIME, updatedAt: TIME };
}

export interface UpstreamUnderTest {
  readonly name: string;
  readonly start: () => Promise<{ upstream: Upstream; stop: () => Promise<void> }>;
}

/** Every operation that frontends use, whole answers, on images that each case makes for itself. */
export function describeOperations({ name, start }: UpstreamUnderTest): void {
  describe(`with ${name}`, () => {
    let upstream: Upstream;
    let gateway: OperationsGateway;
    let stopUpstream: () => Promise<void>;

    beforeAll(async () => {
      ({ upstream, stop: stopUpstream } = await start());
      gateway = await startOperationsGateway(upstream);
    });
    afterAll(async () => {
      await gateway.stop();
      await stopUpstream();
    });

    const run = (operation: string, as: ActorName, variables: Readonly<Record<string, unknown>>) =>
      gateway.run(operation, as, variables);
    const share = (imageId: string, memberId: string, as: ActorName = 'alpha') =>
      run('ShareImage', as, { input: { imageId, memberId } });
    const answer = (imageId: string, memberId: string, status: string, as: ActorName) =>
      run('AnswerShare', as, { input: { imageId, memberId, status } });
    const unshare = (imageId: string, memberId: string, as: ActorName = 'alpha') =>
      run('Unshare', as, { input: { imageId, memberId } });
    const newImage = (fields: { visibility?: string } = {}) =>
      addImage(upstream, { name: `operations-${randomUUID()}`, ...fields });
    const sharedImage = async (memberId: string) => {
      const imageId = await newImage();
      expect(await share(imageId, memberId)).toMatchObject({
        data: { addImageMember: { __typename: 'AddImageMemberSuccess' } },
      });
      return imageId;
    };
    /** What beta can do with the image past the gateway. */
    const accessOfBeta = async (imageId: string) =>
      (await callGlance(upstream, { path: `/v2/images/${imageId}`, as: 'beta' })).status;

    describe('ShareImage', () => {
      it('answers with the new membership, and the project has access', async () => {
        const { beta } = upstream.projects;
        const imageId = await newImage();

        expect(await share(imageId, beta)).toEqual({
          data: { addImageMember: { __typename: 'AddImageMemberSuccess', imageMember: memberRow(imageId, beta) } },
        });
        expect(await accessOfBeta(imageId)).toBe(200);
      });

      it('answers with the existing membership, as the recipient left it', async () => {
        const { beta } = upstream.projects;
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
        expect(await share(UNKNOWN_IMAGE, upstream.projects.beta)).toEqual({
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

        expect(await share(imageId, upstream.projects.beta)).toEqual(forbidden('addImageMember', 'IMAGE_NOT_SHARED'));
      });

      it('is forbidden for a member, who is not the owner', async () => {
        const { beta, gamma } = upstream.projects;
        const imageId = await sharedImage(beta);

        expect(await share(imageId, gamma, 'beta')).toEqual(forbidden('addImageMember', 'NOT_OWNER'));
      });

      it('is forbidden by policy for a reader of the owning project', async () => {
        const imageId = await newImage();

        expect(await share(imageId, upstream.projects.beta, 'alphaReader')).toEqual(
          forbidden('addImageMember', 'POLICY'),
        );
      });

      it('names the quota when it is reached, and still knows who is a member', async () => {
        const { memberQuota } = upstream;
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
        const { beta } = upstream.projects;
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
        const input = { imageId: UNKNOWN_IMAGE, memberId: upstream.projects.beta };

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
        const { beta, gamma } = upstream.projects;
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

    describe('SharingDialog', () => {
      it('shows the owner every membership, and a member only its own', async () => {
        const { alpha, beta, gamma } = upstream.projects;
        const imageName = `dialog-${randomUUID()}`;
        const imageId = await addImage(upstream, { name: imageName });
        await share(imageId, beta);
        await share(imageId, gamma);
        await answer(imageId, gamma, 'ACCEPTED', 'gamma');
        const image = { id: imageId, name: imageName, visibility: 'SHARED', owner: { id: alpha } };

        expect(await run('SharingDialog', 'alpha', { imageId })).toEqual({
          data: {
            image: { ...image, members: [memberRow(imageId, beta), memberRow(imageId, gamma, 'ACCEPTED')] },
          },
        });
        expect(await run('SharingDialog', 'beta', { imageId })).toEqual({
          data: { image: { ...image, members: [memberRow(imageId, beta)] } },
        });
      });

      it('has no members for a private image', async () => {
        const { alpha } = upstream.projects;
        const imageId = await addImage(upstream, { name: 'private', visibility: 'private' });

        expect(await run('SharingDialog', 'alpha', { imageId })).toEqual({
          data: { image: { id: imageId, name: 'private', visibility: 'PRIVATE', owner: { id: alpha }, members: [] } },
        });
      });

      it('is null for a project that the image is not shared with', async () => {
        const imageId = await newImage();

        expect(await run('SharingDialog', 'gamma', { imageId })).toEqual({ data: { image: null } });
      });
    });

    describe('Inbox', () => {
      /** The nodes of beta's whole inbox that the case has made, page by page. */
      async function inbox(imageIds: readonly string[], as: ActorName = 'beta', first = 25): Promise<unknown[]> {
        const nodes: unknown[] = [];
        let after: string | null = null;
        do {
          const page = readConnection(await run('Inbox', as, { projectId: upstream.projects.beta, first, after }));
          nodes.push(...page.items);
          after = page.next;
        } while (after !== null);
        return nodes.filter((node) => imageIds.includes(readId(node)));
      }

      it('holds what waits for an answer, newest first, and never the own images', async () => {
        const { alpha, beta } = upstream.projects;
        const imageName = `inbox-${randomUUID()}`;
        const imageId = await addImage(upstream, { name: imageName });
        await share(imageId, beta);
        const own = await addImage(upstream, { name: imageName }, 'beta');
        await upload(upstream, imageId, 'abc');
        const node = {
          id: imageId,
          name: imageName,
          sizeBytes: 3,
          owner: { id: alpha },
          member: memberRow(imageId, beta),
        };

        expect(await inbox([imageId, own])).toEqual([node]);
        expect(await inbox([imageId, own], 'admin')).toEqual([node]);
        expect(await inbox([imageId, own], 'gamma')).toEqual([]);
      });

      it('comes page by page with nothing twice and nothing left out', async () => {
        const imageIds: string[] = [];
        for (let count = 0; count < 3; count += 1) imageIds.unshift(await sharedImage(upstream.projects.beta));

        expect((await inbox(imageIds, 'beta', 1)).map(readId).sort()).toEqual(imageIds.sort());
      });

      it('loses what is accepted, rejected or not shared any more', async () => {
        const { beta } = upstream.projects;
        const [accepted, rejected, revoked, waiting] = await Promise.all([
          sharedImage(beta),
          sharedImage(beta),
          sharedImage(beta),
          sharedImage(beta),
        ]);
        await answer(accepted, beta, 'ACCEPTED', 'beta');
        await answer(rejected, beta, 'REJECTED', 'beta');
        await unshare(revoked, beta);

        expect((await inbox([accepted, rejected, revoked, waiting])).map(readId)).toEqual([waiting]);
      });
    });

    describe('AnswerShare', () => {
      it('accepts, rejects and takes both back', async () => {
        const { beta } = upstream.projects;
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
        const { beta } = upstream.projects;
        const imageId = await sharedImage(beta);

        expect(await answer(imageId, beta, 'ACCEPTED', 'alpha')).toEqual(forbidden('updateImageMember', 'NOT_MEMBER'));
      });

      it('is forbidden by policy for a reader of the member project', async () => {
        const { beta } = upstream.projects;
        const imageId = await sharedImage(beta);

        expect(await answer(imageId, beta, 'ACCEPTED', 'betaReader')).toEqual(forbidden('updateImageMember', 'POLICY'));
      });

      it('is forbidden for an image that is not shared', async () => {
        const imageId = await newImage({ visibility: 'private' });

        expect(await answer(imageId, upstream.projects.beta, 'ACCEPTED', 'alpha')).toEqual(
          forbidden('updateImageMember', 'IMAGE_NOT_SHARED'),
        );
      });

      it('tells a missing membership and a missing image apart', async () => {
        const { gamma } = upstream.projects;
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
        const { beta } = upstream.projects;
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
        const { gamma } = upstream.projects;

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
        const { beta } = upstream.projects;
        const imageId = await sharedImage(beta);

        expect(await unshare(imageId, beta, 'beta')).toEqual({
          data: { removeImageMember: { __typename: 'ImageForbiddenError', ...refusal('FORBIDDEN', 403) } },
        });
        expect(await accessOfBeta(imageId)).toBe(200);
      });

      it('can be followed by a new share', async () => {
        const { beta } = upstream.projects;
        const imageId = await sharedImage(beta);
        await answer(imageId, beta, 'ACCEPTED', 'beta');
        await unshare(imageId, beta);

        expect(await share(imageId, beta)).toEqual({
          data: { addImageMember: { __typename: 'AddImageMemberSuccess', imageMember: memberRow(imageId, beta) } },
        });
      });
    });

    describe('MemberStatus', () => {
      it('shows the membership to both sides, and null to everybody else', async () => {
        const { beta } = upstream.projects;
        const imageId = await sharedImage(beta);
        const seen = { data: { imageMember: memberRow(imageId, beta) } };

        expect(await run('MemberStatus', 'alpha', { imageId, memberId: beta })).toEqual(seen);
        expect(await run('MemberStatus', 'beta', { imageId, memberId: beta })).toEqual(seen);
        expect(await run('MemberStatus', 'gamma', { imageId, memberId: beta })).toEqual({
          data: { imageMember: null },
        });
      });
    });

    describe('MyShareableImages', () => {
      it('lists active shared images by name, with who has not answered yet', async () => {
        const { alpha, beta, gamma } = upstream.projects;
        const prefix = `shareable-${randomUUID()}`;
        const names = [`${prefix}-c`, `${prefix}-a`, `${prefix}-b`];
        const [c = '', a = '', b = ''] = await Promise.all(
          names.map((imageName) => addImage(upstream, { name: imageName })),
        );
        const queued = await addImage(upstream, { name: `${prefix}-d` });
        for (const imageId of [a, b, c]) await upload(upstream, imageId, 'abc');
        await share(a, beta);
        await share(a, gamma);
        await answer(a, gamma, 'ACCEPTED', 'gamma');

        const edges: unknown[] = [];
        let after: string | null = null;
        do {
          const page = readConnection(await run('MyShareableImages', 'alpha', { ownerId: alpha, after }));
          edges.push(...page.items);
          after = page.next;
        } while (after !== null);
        const edge = (imageId: string, suffix: string, members: unknown[]) => ({
          cursor: expect.stringMatching(/^[\w-]+$/),
          node: { id: imageId, name: `${prefix}-${suffix}`, updatedAt: TIME, members },
        });
        expect(edges.filter((item) => [a, b, c, queued].includes(readId(item)))).toEqual([
          edge(a, 'a', [{ id: idOf(a, beta), memberId: beta }]),
          edge(b, 'b', []),
          edge(c, 'c', []),
        ]);
      });
    });

    describe('Entities', () => {
      it('resolves references of both types in order, with null for what is not there', async () => {
        const { beta } = upstream.projects;
        const imageName = `entity-${randomUUID()}`;
        const imageId = await addImage(upstream, { name: imageName });
        await share(imageId, beta);
        const representations = [
          { __typename: 'ImageMember', imageId, memberId: beta },
          { __typename: 'Image', id: UNKNOWN_IMAGE },
          { __typename: 'Image', id: imageId },
          { __typename: 'ImageMember', imageId, memberId: 'nobody' },
        ];

        expect(await run('Entities', 'alpha', { representations })).toEqual({
          data: {
            _entities: [
              { ...memberRow(imageId, beta), project: { id: beta } },
              null,
              { id: imageId, name: imageName, visibility: 'SHARED' },
              null,
            ],
          },
        });
      });
    });
  });
}

function forbidden(field: string, reason: string) {
  return { data: { [field]: { __typename: 'ImageForbiddenError', ...refusal('FORBIDDEN', 403), reason } } };
}

/** The nodes or edges of `images` of a body without errors, and the cursor of the next page. */
function readConnection(body: unknown): { items: unknown[]; next: string | null } {
  expect(body).toEqual({
    data: {
      images: expect.objectContaining({
        pageInfo: { hasNextPage: expect.any(Boolean), endCursor: expect.toBeOneOf([expect.any(String), null]) },
      }),
    },
  });
  const images = readField(readField(body, 'data'), 'images');
  const pageInfo = readField(images, 'pageInfo');
  const items = readField(images, 'nodes') ?? readField(images, 'edges');
  const next = readField(pageInfo, 'endCursor');
  return {
    items: Array.isArray(items) ? items : [],
    next: readField(pageInfo, 'hasNextPage') === true && typeof next === 'string' ? next : null,
  };
}

/** The id of an image, of an edge's node or of the image itself. */
function readId(item: unknown): string {
  return String(readField(readField(item, 'node') ?? item, 'id'));
}

function readField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}
