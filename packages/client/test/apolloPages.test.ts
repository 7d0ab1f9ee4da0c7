import { describe, expect, it, onTestFinished } from 'vitest';
import { InboxDocument, MyShareableImagesDocument } from '../src/index.ts';
import { createApolloClient } from './support/apolloClient.ts';
import { createCountedClient, EDGES, share } from './support/apolloCacheStage.ts';
import { SHARED_IMAGE, startKit, UNSHARED_IMAGE } from './support/startKit.ts';

describe('pages in the cache of Apollo Client', () => {
  it('appends pages of nodes, and starts over with a first page', async () => {
    const kit = await startKit();
    const { beta } = kit.projects;
    const owner = createApolloClient({ url: kit.url, token: () => kit.tokens.alpha });
    await share(owner, { imageId: UNSHARED_IMAGE, memberId: beta });
    const { client } = createCountedClient(kit, kit.tokens.beta);
    const query = { query: InboxDocument, variables: { projectId: beta, first: 1 } };
    const first = await client.query(query);
    const inbox = client.watchQuery(query);
    const ids = () => client.readQuery(query)?.images?.nodes.map(({ id }) => id);
    const subscription = inbox.subscribe(() => undefined);
    onTestFinished(() => subscription.unsubscribe());
    expect(ids()).toEqual([UNSHARED_IMAGE]);
    const after = first.data?.images?.pageInfo.endCursor ?? null;
    await inbox.fetchMore({ variables: { after } });
    expect(ids()).toEqual([UNSHARED_IMAGE, SHARED_IMAGE]);
    await inbox.fetchMore({ variables: { after } });
    expect(ids()).toEqual([UNSHARED_IMAGE, SHARED_IMAGE]);
    await inbox.refetch();
    expect(ids()).toEqual([UNSHARED_IMAGE]);
  });

  it('appends pages of edges, with the same result as one large page', async () => {
    const kit = await startKit();
    const variables = { ownerId: kit.projects.alpha };
    const { client } = createCountedClient(kit, kit.tokens.alpha);
    let after: unknown = null;
    for (let page = 0; page < 3; page += 1) {
      const { data } = await client.query({
        query: EDGES,
        variables: { ...variables, first: 2, after },
        fetchPolicy: 'network-only',
      });
      after = Object(data).images.pageInfo.endCursor;
    }
    const merged = client.readQuery({ query: EDGES, variables: { ...variables, first: 2 } });
    const { client: other } = createCountedClient(kit, kit.tokens.alpha);
    const { data: whole } = await other.query({ query: EDGES, variables: { ...variables, first: 6 } });
    expect(Object(whole).images.edges.length).toBeGreaterThan(4);
    expect(Object(merged).images.edges.map(toNode)).toEqual(Object(whole).images.edges.map(toNode));
    expect(Object(merged).images.pageInfo.hasPreviousPage).toBe(false);
  });

  it('keeps no edge of an image that was evicted', async () => {
    const kit = await startKit();
    const { client } = createCountedClient(kit, kit.tokens.alpha);
    const images = { query: MyShareableImagesDocument, variables: { ownerId: kit.projects.alpha } };
    await client.query(images);
    client.cache.evict({ id: client.cache.identify({ __typename: 'Image', id: SHARED_IMAGE }) ?? '' });
    expect(client.readQuery(images)?.images?.edges.map(({ node }) => node.id)).toEqual([
      'a1d47e90-2c5b-4f83-8b6e-91f0c7d35e02',
      UNSHARED_IMAGE,
    ]);
  });
});

function toNode(edge: unknown): unknown {
  return Object(edge).node;
}
