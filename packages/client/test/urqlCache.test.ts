import { gql } from '@urql/core';
import { describe, expect, it } from 'vitest';
import {
  InboxDocument,
  MemberStatusDocument,
  MyShareableImagesDocument,
  SharingDialogDocument,
  UnshareDocument,
} from '../src/index.ts';
import { memberRow } from './support/steps.ts';
import { SHARED_IMAGE, startKit, UNSHARED_IMAGE } from './support/startKit.ts';
import { answer, createCountedClient, hasImages, share, watch } from './support/urqlCacheStage.ts';

describe('the cache of urql', () => {
  it('shows a share in every list that it belongs to, and only there', async () => {
    const kit = await startKit();
    const { alpha, beta, gamma } = kit.projects;
    const { client, sent } = createCountedClient(kit, kit.tokens.alpha);
    const dialog = () => client.query(SharingDialogDocument, { imageId: UNSHARED_IMAGE }).toPromise();
    const images = () => client.query(MyShareableImagesDocument, { ownerId: alpha }).toPromise();
    await dialog();
    await images();
    await share(client, UNSHARED_IMAGE, beta);
    await share(client, UNSHARED_IMAGE, gamma);
    await share(client, UNSHARED_IMAGE, gamma);

    const shown = await dialog();
    const pending = await images();
    expect(shown.data?.image?.members).toEqual([
      memberRow({ imageId: UNSHARED_IMAGE, memberId: beta }),
      memberRow({ imageId: UNSHARED_IMAGE, memberId: gamma }),
    ]);
    expect(sent).toEqual(['SharingDialog', 'MyShareableImages', 'ShareImage', 'ShareImage', 'ShareImage']);
    const { client: fresh } = createCountedClient(kit, kit.tokens.alpha);
    const now = await fresh.query(MyShareableImagesDocument, { ownerId: alpha }).toPromise();
    expect(pending.data).toEqual(now.data);
  });

  it('removes an ended share from every list', async () => {
    const kit = await startKit();
    const { alpha, beta } = kit.projects;
    const { client, sent } = createCountedClient(kit, kit.tokens.alpha);
    const dialog = () => client.query(SharingDialogDocument, { imageId: SHARED_IMAGE }).toPromise();
    const images = () => client.query(MyShareableImagesDocument, { ownerId: alpha }).toPromise();
    expect((await dialog()).data?.image?.members).toHaveLength(1);
    await images();
    await client.mutation(UnshareDocument, { input: { imageId: SHARED_IMAGE, memberId: beta } }).toPromise();
    expect((await dialog()).data?.image?.members).toEqual([]);
    expect((await images()).data?.images?.edges.flatMap(({ node }) => node.members)).toEqual([]);
    expect(sent).toEqual(['SharingDialog', 'MyShareableImages', 'Unshare']);
    const status = client.query(MemberStatusDocument, { imageId: SHARED_IMAGE, memberId: beta });
    expect((await status.toPromise()).data).toEqual({ imageMember: null });
  });

  it('removes a share from lists of other statuses after a decision', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const { client, sent } = createCountedClient(kit, kit.tokens.beta);
    const pending = gql`
      query Pending($imageId: ID!) {
        image(id: $imageId) {
          id
          members(status: PENDING) {
            id
            memberId
          }
        }
      }
    `;
    const members = async (): Promise<unknown> =>
      (await client.query(pending, { imageId: SHARED_IMAGE }).toPromise()).data?.image.members;
    expect(await members()).toHaveLength(1);
    await answer(client, { imageId: SHARED_IMAGE, memberId: beta }, 'ACCEPTED');
    expect(await members()).toEqual([]);
    expect(sent).toEqual(['Pending', 'AnswerShare']);
  });

  it('shows a decision at once, and then the membership as the gateway returns it', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const key = { imageId: SHARED_IMAGE, memberId: beta };
    const { client, sent } = createCountedClient(kit, kit.tokens.beta);
    await client.query(InboxDocument, { projectId: beta }).toPromise();
    await client.query(MemberStatusDocument, key).toPromise();
    const statuses = watch(client, MemberStatusDocument, key);
    const inboxes = watch(client, InboxDocument, { projectId: beta });
    await answer(client, key, 'ACCEPTED');
    expect(statuses).toEqual([
      { imageMember: memberRow(key) },
      { imageMember: memberRow(key, 'ACCEPTED') },
      { imageMember: memberRow(key, 'ACCEPTED') },
    ]);
    expect(inboxes.map((inbox) => JSON.stringify(inbox).includes(SHARED_IMAGE))).toEqual([true, false, false]);
    expect(sent).toEqual(['Inbox', 'AnswerShare']);
  });

  it('removes an image from an inbox with edges after a decision', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const { client, sent } = createCountedClient(kit, kit.tokens.beta);
    const inbox = gql`
      query InboxEdges($projectId: ID!) {
        images(filter: { sharedWith: { projectId: $projectId } }) {
          edges {
            node {
              id
            }
          }
        }
      }
    `;
    const edges = async (): Promise<unknown> =>
      (await client.query(inbox, { projectId: beta }).toPromise()).data?.images.edges;
    expect(await edges()).toEqual([{ node: { id: SHARED_IMAGE } }]);
    await answer(client, { imageId: SHARED_IMAGE, memberId: beta }, 'REJECTED');
    expect(await edges()).toEqual([]);
    expect(sent).toEqual(['InboxEdges', 'AnswerShare']);
  });

  it('undoes a shown decision that the gateway refuses', async () => {
    const kit = await startKit();
    const key = { imageId: SHARED_IMAGE, memberId: kit.projects.beta };
    const { client } = createCountedClient(kit, kit.tokens.alpha);
    await client.query(MemberStatusDocument, key).toPromise();
    const statuses = watch(client, MemberStatusDocument, key);
    const { data } = await answer(client, key, 'ACCEPTED');
    expect(data).toMatchObject({ updateImageMember: { __typename: 'ImageForbiddenError', reason: 'NOT_MEMBER' } });
    expect(statuses).toMatchObject([
      { imageMember: { status: 'PENDING' } },
      { imageMember: { status: 'ACCEPTED' } },
      { imageMember: { status: 'PENDING' } },
    ]);
  });

  it('refetches a list of accepted images after a decision', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const { client, sent } = createCountedClient(kit, kit.tokens.beta);
    const accepted = gql`
      query Accepted($projectId: ID!) {
        images(filter: { sharedWith: { projectId: $projectId, status: ACCEPTED } }) {
          nodes {
            id
          }
        }
      }
    `;
    const ids = async () => JSON.stringify((await client.query(accepted, { projectId: beta }).toPromise()).data);
    expect(await ids()).not.toContain(SHARED_IMAGE);
    // One that is shown all the time: an answer that is not confirmed yet has nothing read.
    const shown = watch(client, accepted, { projectId: beta });
    await answer(client, { imageId: SHARED_IMAGE, memberId: beta }, 'ACCEPTED');
    await expect.poll(() => JSON.stringify(shown.at(-1))).toContain(SHARED_IMAGE);
    expect(shown.map(hasImages)).not.toContain(false);
    expect(sent).toEqual(['Accepted', 'AnswerShare', 'Accepted']);
  });

  it('refetches a shown inbox when a decision is undone, and never shows the inbox without data', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const key = { imageId: SHARED_IMAGE, memberId: beta };
    const { client, sent } = createCountedClient(kit, kit.tokens.beta);
    await client.query(InboxDocument, { projectId: beta }).toPromise();
    const shown = watch(client, InboxDocument, { projectId: beta });
    await answer(client, key, 'REJECTED');
    expect(JSON.stringify(shown.at(-1))).not.toContain(SHARED_IMAGE);
    await answer(client, key, 'PENDING');
    await expect.poll(() => JSON.stringify(shown.at(-1))).toContain(SHARED_IMAGE);
    expect(shown.map(hasImages)).not.toContain(false);
    expect(sent).toEqual(['Inbox', 'AnswerShare', 'AnswerShare', 'Inbox']);
  });

  it('appends pages', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    await share(createCountedClient(kit, kit.tokens.alpha).client, UNSHARED_IMAGE, beta);
    const { client } = createCountedClient(kit, kit.tokens.beta);
    const page = async (after: string | null) => {
      const { data } = await client.query(InboxDocument, { projectId: beta, first: 1, after }).toPromise();
      return { ids: data?.images?.nodes.map(({ id }) => id), next: data?.images?.pageInfo.endCursor ?? null };
    };
    const first = await page(null);
    expect(first.ids).toEqual([UNSHARED_IMAGE]);
    expect((await page(first.next)).ids).toEqual([UNSHARED_IMAGE, SHARED_IMAGE]);
  });

  it('reads one image and one membership from the cache after a list', async () => {
    const kit = await startKit();
    const key = { imageId: SHARED_IMAGE, memberId: kit.projects.beta };
    const { client, sent } = createCountedClient(kit, kit.tokens.alpha);
    await client.query(SharingDialogDocument, { imageId: SHARED_IMAGE }).toPromise();
    const known = await client.query(MemberStatusDocument, key).toPromise();
    expect(known.data).toEqual({ imageMember: memberRow(key) });
    expect(sent).toEqual(['SharingDialog']);
    const unknown = { imageId: SHARED_IMAGE, memberId: kit.projects.gamma };
    for (const _time of ['asked', 'remembered']) {
      const missing = await client.query(MemberStatusDocument, unknown).toPromise();
      expect(missing.data).toEqual({ imageMember: null });
    }
    expect(sent).toEqual(['SharingDialog', 'MemberStatus']);
  });

  it('reads one image from the cache after a page of images', async () => {
    const kit = await startKit();
    const { client, sent } = createCountedClient(kit, kit.tokens.alpha);
    await client.query(MyShareableImagesDocument, { ownerId: kit.projects.alpha }).toPromise();
    const name = gql`
      query Name($id: ID!) {
        image(id: $id) {
          name
        }
      }
    `;
    const { data } = await client.query(name, { id: SHARED_IMAGE }).toPromise();
    expect(data).toEqual({ image: { name: 'ubuntu-24.04-server' } });
    expect(sent).toEqual(['MyShareableImages']);
  });
});
