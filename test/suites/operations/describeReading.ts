import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { idOf, memberRow, TIME, UNKNOWN_IMAGE } from './expected.ts';
import { readConnection, readId } from './readConnection.ts';
import type { Stage } from './stage.ts';
import { addImage, upload, type ActorName } from './upstream.ts';

/** What each side sees of a share. */
export function describeReading(stage: Stage): void {
  const { run, share, answer, unshare, newImage, sharedImage } = stage;

  describe('SharingDialog', () => {
    it('shows the owner every membership, and a member only its own', async () => {
      const { alpha, beta, gamma } = stage.upstream.projects;
      const imageName = `dialog-${randomUUID()}`;
      const imageId = await addImage(stage.upstream, { name: imageName });
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
      const { alpha } = stage.upstream.projects;
      const imageId = await addImage(stage.upstream, { name: 'private', visibility: 'private' });

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
        const page = readConnection(await run('Inbox', as, { projectId: stage.upstream.projects.beta, first, after }));
        nodes.push(...page.items);
        after = page.next;
      } while (after !== null);
      return nodes.filter((node) => imageIds.includes(readId(node)));
    }

    it('holds what waits for an answer, newest first, and never the own images', async () => {
      const { alpha, beta } = stage.upstream.projects;
      const imageName = `inbox-${randomUUID()}`;
      const imageId = await addImage(stage.upstream, { name: imageName });
      await share(imageId, beta);
      const own = await addImage(stage.upstream, { name: imageName }, 'beta');
      await upload(stage.upstream, imageId, 'abc');
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
      for (let count = 0; count < 3; count += 1) imageIds.unshift(await sharedImage(stage.upstream.projects.beta));

      expect((await inbox(imageIds, 'beta', 1)).map(readId).sort()).toEqual(imageIds.sort());
    });

    it('loses what is accepted, rejected or not shared any more', async () => {
      const { beta } = stage.upstream.projects;
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

  describe('MemberStatus', () => {
    it('shows the membership to both sides, and null to everybody else', async () => {
      const { beta } = stage.upstream.projects;
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
      const { alpha, beta, gamma } = stage.upstream.projects;
      const prefix = `shareable-${randomUUID()}`;
      const names = [`${prefix}-c`, `${prefix}-a`, `${prefix}-b`];
      const [c = '', a = '', b = ''] = await Promise.all(
        names.map((imageName) => addImage(stage.upstream, { name: imageName })),
      );
      const queued = await addImage(stage.upstream, { name: `${prefix}-d` });
      for (const imageId of [a, b, c]) await upload(stage.upstream, imageId, 'abc');
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
      const { beta } = stage.upstream.projects;
      const imageName = `entity-${randomUUID()}`;
      const imageId = await addImage(stage.upstream, { name: imageName });
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
}
