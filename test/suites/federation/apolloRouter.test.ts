import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { openSocket, subscribe } from '../../http/support/openSocket.ts';
import { startApolloGateway, startSupergraph } from './supergraph.ts';

/** What Apollo Router's query plan asks this subgraph for, and the identity subgraph for each event. */
const FETCH = `subscription Watch__image_sharing__0 {
  imageSharing {
    __typename
    ... on ImageMemberAdded { imageMember { status project { __typename id } } }
  }
}`;
const ENTITIES = `query Watch__identity__1($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Project { name } }
}`;
const SHARE = `mutation ($input: AddImageMemberInput!) { addImageMember(input: $input) { __typename } }`;

/** Apollo Router itself is no package of npm, so the test speaks its documented subgraph protocol. */
describe("a subscription by Apollo Router's subgraph protocol over WebSocket", () => {
  it.each([
    [
      'X-Auth-Token, propagated to the upgrade',
      (token: string) => ({ headers: { 'x-auth-token': token }, payload: undefined }),
    ],
    [
      'Authorization, propagated to the upgrade and to connection_init',
      (token: string) => ({
        headers: { authorization: `Bearer ${token}` },
        payload: { connectionParams: { token: `Bearer ${token}` } },
      }),
    ],
    [
      'the token of connection_init alone',
      (token: string) => ({ headers: {}, payload: { connectionParams: { token } } }),
    ],
  ])("takes %s, and its events are joined with another subgraph's field", async (_how, toClient) => {
    const { run, subgraphs, glance } = await startSupergraph(startApolloGateway);
    const { headers, payload } = toClient(glance.tokens.alpha);
    const url = new URL(subgraphs['image-sharing'] ?? '').origin;
    const { messages, send } = await openSocket(url, { headers });
    send({ type: 'connection_init', ...(payload ? { payload } : null) });
    await expect.poll(() => messages).toEqual([{ type: 'connection_ack' }]);
    send(subscribe('1', FETCH));
    const next = (imageSharing: unknown) => ({ id: '1', type: 'next', payload: { data: { imageSharing } } });
    await expect.poll(() => messages.slice(1)).toEqual([next({ __typename: 'ImageSharingReady' })]);

    const { beta } = glance.projects;
    await run(SHARE, { input: { imageId: glance.images[2]?.id, memberId: beta } });
    const project = { __typename: 'Project', id: beta };
    await expect
      .poll(() => messages.slice(2))
      .toEqual([next({ __typename: 'ImageMemberAdded', imageMember: { status: 'PENDING', project } })]);
    const { body } = await request(subgraphs['identity'] ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': glance.tokens.alpha },
      body: JSON.stringify({ query: ENTITIES, variables: { representations: [project] } }),
    });
    expect(await body.json()).toEqual({ data: { _entities: [{ name: 'beta' }] } });
  });
});
