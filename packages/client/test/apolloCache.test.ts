import { ApolloLink, gql, type ApolloClient, type OperationVariables, type TypedDocumentNode } from '@apollo/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { evictImageMember, storeImageMember } from '../src/apollo.ts';
import {
  AnswerShareDocument,
  imageMemberId,
  InboxDocument,
  MemberStatusDocument,
  MyShareableImagesDocument,
  ShareImageDocument,
  SharingDialogDocument,
  UnshareDocument,
  type ImageMemberStatus,
} from '../src/index.ts';
import { createApolloClient } from './support/apolloClient.ts';
import { memberRow } from './support/everyOperation.ts';
import { SHARED_IMAGE, startKit, UNSHARED_IMAGE, type Kit } from './support/startKit.ts';

interface Counted {
  readonly client: ApolloClient;
  /** Names of the operations that went to the gateway. */
  readonly sent: string[];
}

function createCountedClient(kit: Kit, token: string): Counted {
  const sent: string[] = [];
  const counter = new ApolloLink((operation, forward) => {
    sent.push(operation.operationName ?? '');
    return forward(operation);
  });
  return { sent, client: createApolloClient({ url: kit.url, token: () => token, links: [counter] }) };
}

const share = (client: ApolloClient, input: { imageId: string; memberId: string }) =>
  client.mutate({
    mutation: ShareImageDocument,
    variables: { input },
    update(cache, { data }) {
      const result = data?.addImageMember;
      if (result?.__typename === 'AddImageMemberSuccess') storeImageMember(cache, result.imageMember);
    },
  });

const OPTIMISTIC_TIME = '2000-01-01T00:00:00Z';

const answer = (
  client: ApolloClient,
  key: { imageId: string; memberId: string },
  status: ImageMemberStatus,
  refetchQueries: TypedDocumentNode[] = [],
) =>
  client.mutate({
    mutation: AnswerShareDocument,
    refetchQueries,
    variables: { input: { ...key, status } },
    optimisticResponse: {
      updateImageMember: {
        __typename: 'UpdateImageMemberSuccess',
        imageMember: {
          __typename: 'ImageMember',
          id: imageMemberId(key),
          ...key,
          status,
          createdAt: OPTIMISTIC_TIME,
          updatedAt: OPTIMISTIC_TIME,
        },
      },
    },
    update(cache, { data }) {
      const result = data?.updateImageMember;
      if (result?.__typename === 'UpdateImageMemberSuccess') storeImageMember(cache, result.imageMember);
    },
  });

/** Everything that a component would be shown, as long as the test runs. */
function watch<Data, Variables extends OperationVariables, Shown>(
  client: ApolloClient,
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  show: (data: object) => Shown,
  fetchPolicy: 'cache-only' | 'cache-first' = 'cache-only',
): Shown[] {
  const shown: Shown[] = [];
  const options = { query, variables, fetchPolicy };
  const subscription = client.watchQuery<Data, OperationVariables>(options).subscribe(({ data }) => {
    shown.push(show(Object(data)));
  });
  onTestFinished(() => subscription.unsubscribe());
  return shown;
}

const EDGES = gql`
  query Edges($ownerId: ID!, $first: Int!, $after: String) {
    images(filter: { ownerId: $ownerId }, orderBy: { field: NAME, direction: ASC }, first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`;

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

  it('shows no share that was ended, in any list', async () => {
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

  it('takes an answered share out of the lists of other statuses', async () => {
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

  it('shows an answer at once, and then the same membership as the gateway has it', async () => {
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

  it('takes an answered image out of an inbox that has edges, and back', async () => {
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

  it('takes an answer back that the gateway refuses', async () => {
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

  it('keeps what a list shows that never had the image, and reads it again by its document', async () => {
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

  it('has an image in its place again when the answer is taken back, before the gateway has confirmed it', async () => {
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

  it('shows an answered image where the gateway has it again, on the first page or a later one', async () => {
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

  it('puts pages of nodes behind each other, and begins anew with a first page', async () => {
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

  it('puts pages of edges behind each other, as if they had been read at once', async () => {
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

  it('answers for one image and one membership from what lists brought', async () => {
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

  it('answers for one image from a page of images', async () => {
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

function toNode(edge: unknown): unknown {
  return Object(edge).node;
}

/** Undefined without data. */
function toImageIds(data: object): unknown {
  const { images } = Object(data);
  return images?.nodes?.map(({ id }: { id: string }) => id);
}
