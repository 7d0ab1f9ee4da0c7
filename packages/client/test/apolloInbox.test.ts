import { gql, type TypedDocumentNode } from '@apollo/client';
import { describe, expect, it } from 'vitest';
import { storeImageMember } from '../src/apollo.ts';
import { imageMemberId, InboxDocument } from '../src/index.ts';
import { createApolloClient } from './support/apolloClient.ts';
import { answer, createCountedClient, share, toImageIds, watch } from './support/apolloCacheStage.ts';
import { SHARED_IMAGE, startKit, UNSHARED_IMAGE } from './support/startKit.ts';

describe('an inbox in the cache of Apollo Client', () => {
  it('removes an image from an inbox with edges after a decision, and puts it back when the decision is undone', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const { client, sent } = createCountedClient(kit, kit.tokens.beta);
    const inbox: TypedDocumentNode = gql`
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
      Object((await client.query({ query: inbox, variables: { projectId: beta } })).data).images.edges;
    expect(await edges()).toEqual([{ __typename: 'ImageEdge', node: { __typename: 'Image', id: SHARED_IMAGE } }]);
    await answer(client, { imageId: SHARED_IMAGE, memberId: beta }, 'REJECTED');
    expect(await edges()).toEqual([]);
    await answer(client, { imageId: SHARED_IMAGE, memberId: beta }, 'PENDING');
    expect(await edges()).toEqual([{ __typename: 'ImageEdge', node: { __typename: 'Image', id: SHARED_IMAGE } }]);
    expect(sent).toEqual(['InboxEdges', 'AnswerShare', 'AnswerShare']);
  });

  it('keeps a list without the image until its document is refetched', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const { client, sent } = createCountedClient(kit, kit.tokens.beta);
    const accepted: TypedDocumentNode = gql`
      query Accepted($projectId: ID!) {
        images(filter: { sharedWith: { projectId: $projectId, status: ACCEPTED } }) {
          nodes {
            id
          }
        }
      }
    `;
    await client.query({ query: accepted, variables: { projectId: beta } });
    const shown = watch(client, accepted, { projectId: beta }, toImageIds, 'cache-first');
    await answer(client, { imageId: SHARED_IMAGE, memberId: beta }, 'ACCEPTED', [accepted]);
    await expect.poll(() => shown.at(-1)).toContain(SHARED_IMAGE);
    expect(shown.every((ids) => Array.isArray(ids))).toBe(true);
    expect(sent).toEqual(['Accepted', 'AnswerShare', 'Accepted']);
  });

  it('puts an image back in its place when a decision is undone, before the gateway has confirmed it', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const owner = createApolloClient({ url: kit.url, token: () => kit.tokens.alpha });
    await share(owner, { imageId: UNSHARED_IMAGE, memberId: beta });
    const key = { imageId: UNSHARED_IMAGE, memberId: beta };
    const { client, sent } = createCountedClient(kit, kit.tokens.beta);
    await client.query({ query: InboxDocument, variables: { projectId: beta } });
    const shown = watch(client, InboxDocument, { projectId: beta }, toImageIds, 'cache-first');
    await answer(client, key, 'REJECTED');
    const undone = answer(client, key, 'PENDING');
    const whole = [UNSHARED_IMAGE, SHARED_IMAGE];
    expect([...new Set(shown.map((ids) => JSON.stringify(ids)))]).toEqual(
      [whole, [SHARED_IMAGE]].map((ids) => JSON.stringify(ids)),
    );
    expect(shown.at(-1)).toEqual(whole);
    await undone;
    expect(shown.at(-1)).toEqual(whole);
    expect(shown.every((ids) => Array.isArray(ids))).toBe(true);
    expect(sent).toEqual(['Inbox', 'AnswerShare', 'AnswerShare']);
  });

  it('shows an image again after a refetch that contains it, on the first page or a later one', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const owner = createApolloClient({ url: kit.url, token: () => kit.tokens.alpha });
    await share(owner, { imageId: UNSHARED_IMAGE, memberId: beta });
    const { client } = createCountedClient(kit, kit.tokens.beta);
    const query = { query: InboxDocument, variables: { projectId: beta, first: 1 } };
    const read = async (after: string | null) => {
      const variables = { ...query.variables, after };
      const { data } = await client.query({ ...query, variables, fetchPolicy: 'network-only' });
      return data?.images?.pageInfo.endCursor ?? null;
    };
    const next = await read(null);
    for (const imageId of [UNSHARED_IMAGE, SHARED_IMAGE]) {
      const key = { imageId, memberId: beta };
      storeImageMember(client.cache, { id: imageMemberId(key), ...key, status: 'REJECTED' });
    }
    const ids = () => toImageIds(Object(client.readQuery(query)));
    expect(ids()).toEqual([]);
    await read(next);
    expect(ids()).toEqual([SHARED_IMAGE]);
    await read(null);
    expect(ids()).toEqual([UNSHARED_IMAGE]);
  });
});
