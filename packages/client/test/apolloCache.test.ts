import { gql } from '@apollo/client';
import { describe, expect, it } from 'vitest';
import { evictImageMember, storeImageMember } from '../src/apollo.ts';
import {
  imageMemberId,
  InboxDocument,
  MemberStatusDocument,
  MyShareableImagesDocument,
  SharingDialogDocument,
  UnshareDocument,
} from '../src/index.ts';
import { answer, createCountedClient, EDGES, OPTIMISTIC_TIME, share, watch } from './support/apolloCacheStage.ts';
import { memberRow } from './support/steps.ts';
import { SHARED_IMAGE, startKit, UNSHARED_IMAGE } from './support/startKit.ts';

describe('the cache of Apollo Client', () => {
  it('shows a share in every list that it belongs to, and only there', async () => {
    const kit = await startKit();
    const { alpha, beta, gamma } = kit.projects;
    const { client, sent } = createCountedClient(kit, kit.tokens.alpha);
    const dialog = { query: SharingDialogDocument, variables: { imageId: UNSHARED_IMAGE } };
    const images = { query: MyShareableImagesDocument, variables: { ownerId: alpha } };
    await client.query(dialog);
    await client.query(images);
    await share(client, { imageId: UNSHARED_IMAGE, memberId: beta });
    await share(client, { imageId: UNSHARED_IMAGE, memberId: gamma });
    await share(client, { imageId: UNSHARED_IMAGE, memberId: gamma });

    const shown = client.readQuery(dialog);
    const cached = [shown, client.readQuery(images)];
    expect(shown?.image?.members).toEqual([
      memberRow({ imageId: UNSHARED_IMAGE, memberId: beta }),
      memberRow({ imageId: UNSHARED_IMAGE, memberId: gamma }),
    ]);
    expect(sent).toEqual(['SharingDialog', 'MyShareableImages', 'ShareImage', 'ShareImage', 'ShareImage']);
    const fresh = [
      await client.query({ ...dialog, fetchPolicy: 'network-only' }),
      await client.query({ ...images, fetchPolicy: 'network-only' }),
    ];
    expect(cached).toEqual(fresh.map(({ data }) => data));
  });

  it('removes an ended share from every list', async () => {
    const kit = await startKit();
    const { alpha, beta } = kit.projects;
    const { client, sent } = createCountedClient(kit, kit.tokens.alpha);
    const dialog = { query: SharingDialogDocument, variables: { imageId: SHARED_IMAGE } };
    const images = { query: MyShareableImagesDocument, variables: { ownerId: alpha } };
    const before = await client.query(dialog);
    await client.query(images);
    expect(before.data?.image?.members).toHaveLength(1);
    await client.mutate({
      mutation: UnshareDocument,
      variables: { input: { imageId: SHARED_IMAGE, memberId: beta } },
      update(cache, { data }) {
        const result = data?.removeImageMember;
        if (result?.__typename === 'RemoveImageMemberSuccess') evictImageMember(cache, result.deletedImageMemberId);
      },
    });
    const shown = client.readQuery(dialog);
    const cached = [shown, client.readQuery(images)];
    expect(shown?.image?.members).toEqual([]);
    expect(sent).toEqual(['SharingDialog', 'MyShareableImages', 'Unshare']);
    const variables = { imageId: SHARED_IMAGE, memberId: beta };
    expect((await client.query({ query: MemberStatusDocument, variables })).data).toEqual({ imageMember: null });
    const fresh = [
      await client.query({ ...dialog, fetchPolicy: 'network-only' }),
      await client.query({ ...images, fetchPolicy: 'network-only' }),
    ];
    expect(cached).toEqual(fresh.map(({ data }) => data));
  });

  it('removes a share from lists of other statuses after a decision', async () => {
    const kit = await startKit();
    const { alpha, beta } = kit.projects;
    const { client } = createCountedClient(kit, kit.tokens.alpha);
    const images = { query: MyShareableImagesDocument, variables: { ownerId: alpha } };
    await client.query(images);
    const pending = () => client.readQuery(images)?.images?.edges.flatMap(({ node }) => node.members);
    expect(pending()).toHaveLength(1);
    const key = { imageId: SHARED_IMAGE, memberId: beta };
    storeImageMember(client.cache, { id: imageMemberId(key), ...key, status: 'ACCEPTED' });
    expect(pending()).toEqual([]);
  });

  it('shows a decision at once, and then the membership as the gateway returns it', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const key = { imageId: SHARED_IMAGE, memberId: beta };
    const { client } = createCountedClient(kit, kit.tokens.beta);
    await client.query({ query: InboxDocument, variables: { projectId: beta } });
    await client.query({ query: MemberStatusDocument, variables: key });
    const statuses = watch(client, MemberStatusDocument, key, (data) => data);
    const inboxes = watch(client, InboxDocument, { projectId: beta }, (data) => JSON.stringify(data));
    await answer(client, key, 'ACCEPTED');
    expect(statuses).toEqual([
      { imageMember: memberRow(key) },
      {
        imageMember: { ...memberRow(key, 'ACCEPTED'), createdAt: OPTIMISTIC_TIME, updatedAt: OPTIMISTIC_TIME },
      },
      { imageMember: memberRow(key, 'ACCEPTED') },
    ]);
    expect(inboxes.map((inbox) => inbox.includes(SHARED_IMAGE))).toEqual([true, false]);
    const memberships = Object.keys(Object(client.extract())).filter((name) => name.startsWith('ImageMember:'));
    expect(memberships).toEqual([`ImageMember:${imageMemberId(key)}`]);
  });

  it('undoes a shown decision that the gateway refuses', async () => {
    const kit = await startKit();
    const key = { imageId: SHARED_IMAGE, memberId: kit.projects.beta };
    const { client } = createCountedClient(kit, kit.tokens.alpha);
    await client.query({ query: MemberStatusDocument, variables: key });
    const statuses = watch(client, MemberStatusDocument, key, (data) => data);
    const { data } = await answer(client, key, 'ACCEPTED');
    expect(data).toMatchObject({ updateImageMember: { __typename: 'ImageForbiddenError', reason: 'NOT_MEMBER' } });
    expect(statuses).toMatchObject([
      { imageMember: { status: 'PENDING' } },
      { imageMember: { status: 'ACCEPTED', updatedAt: OPTIMISTIC_TIME } },
      { imageMember: { status: 'PENDING' } },
    ]);
  });

  it('reads one image and one membership from the cache after a list', async () => {
    const kit = await startKit();
    const key = { imageId: SHARED_IMAGE, memberId: kit.projects.beta };
    const { client, sent } = createCountedClient(kit, kit.tokens.alpha);
    await client.query({ query: SharingDialogDocument, variables: { imageId: SHARED_IMAGE } });
    const known = await client.query({ query: MemberStatusDocument, variables: key });
    expect(known.data).toEqual({ imageMember: memberRow(key) });
    const ofImage = gql`
      query OfImage($imageId: ID!, $memberId: ID!) {
        image(id: $imageId) {
          name
          member(memberId: $memberId) {
            status
          }
        }
      }
    `;
    expect((await client.query({ query: ofImage, variables: key })).data).toMatchObject({
      image: { name: 'ubuntu-24.04-server', member: { status: 'PENDING' } },
    });
    expect(sent).toEqual(['SharingDialog']);
    const unknown = { imageId: SHARED_IMAGE, memberId: kit.projects.gamma };
    for (const _time of ['asked', 'remembered']) {
      const missing = await client.query({ query: MemberStatusDocument, variables: unknown });
      expect(missing.data).toEqual({ imageMember: null });
    }
    expect(sent).toEqual(['SharingDialog', 'MemberStatus']);
  });

  it('reads one image from the cache after a page of images', async () => {
    const kit = await startKit();
    const { client, sent } = createCountedClient(kit, kit.tokens.alpha);
    await client.query({ query: EDGES, variables: { ownerId: kit.projects.alpha, first: 10 } });
    const query = gql`
      query Name($id: ID!) {
        image(id: $id) {
          name
        }
      }
    `;
    const { data } = await client.query({ query, variables: { id: SHARED_IMAGE } });
    expect(data).toEqual({ image: { __typename: 'Image', name: 'ubuntu-24.04-server' } });
    expect(sent).toEqual(['Edges']);
  });
});
