import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { post, type Answer } from '../../support/post.ts';
import { openGateway } from '../../support/gateway.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const PAGE = 'query ($n: Int) { images(first: $n) { nodes { members { image { name } } } } }';
const PAGE_OF_3 = PAGE.replace('$n: Int', '$n: Int = 3');
const PAIR = { imageId: IMAGE, memberId: 'beta' };

const times = (count: number, toText: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => toText(index)).join(' ');
const many = (count: number, item: object): object[] => Array.from({ length: count }, () => item);
const representations = (count: number): object[] =>
  Array.from({ length: count }, () => ({ __typename: 'Image', id: IMAGE }));
const entities = (selection: string): string =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Image { ${selection} } } }`;
const share = (selection: string): string =>
  `mutation ($input: AddImageMembersInput!) { addImageMembers(input: $input) { ... on AddImageMembersPayload { ${selection} } } }`;
const EXISTING = 'results { result { ... on ImageMemberExistsError { existingImageMember { id } } } }';

function tooDear(limit: number, { cost, field, own }: { cost: number; field: string; own: number }): Answer {
  const message = `The operation is too complex: it exceeds the limit of ${limit} for cost. It costs ${cost}, of which ${own} for ${field}.`;
  const extensions = { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit: 'cost', cost, maximum: limit, field };
  return { status: 400, body: { errors: [{ message, extensions }] } };
}

describe('the cost of an operation', () => {
  let strict: RunningServer;
  beforeAll(async () => {
    strict = await openGateway({ LIMIT_COST: '1' });
  });
  afterAll(() => strict.stop());

  it.each<[query: string, variables: Record<string, unknown>, cost: number, field: string, own: number]>([
    [`{ image(id: "${IMAGE}") { name } }`, {}, 2, 'image', 2],
    [`{ image(id: "${IMAGE}") { members { image { name } } } }`, {}, 261, 'image.members.image', 256],
    [`{ a: image(id: "${IMAGE}") { name } b: image(id: "${IMAGE}") { members { id } } }`, {}, 7, 'image.members', 3],
    ['{ images { nodes { members { id } } } }', {}, 80, 'images.nodes.members', 75],
    ['{ images(first: null) { nodes { members { id } } } }', {}, 80, 'images.nodes.members', 75],
    ['{ images(first: 50) { nodes { members { id } } } }', {}, 155, 'images.nodes.members', 150],
    [
      '{ images(first: 4) { edges { node { members { id } } } nodes { id } pageInfo { endCursor } } }',
      {},
      17,
      'images.edges.node.members',
      12,
    ],
    ['{ images(first: -5) { nodes { members { id } } } }', {}, 8, 'images', 5],
    ['{ images(first: 5000) { nodes { members { id } } } }', {}, 305, 'images.nodes.members', 300],
    [
      '{ images(first: 8) { ...C } } fragment C on ImageConnection { nodes { members { image { name } } } }',
      {},
      2077,
      'images.nodes.members.image',
      2048,
    ],
    [PAGE, {}, 6480, 'images.nodes.members.image', 6400],
    [PAGE, { n: null }, 6480, 'images.nodes.members.image', 6400],
    [PAGE, { n: 7 }, 1818, 'images.nodes.members.image', 1792],
    [PAGE, { n: 0 }, 264, 'images.nodes.members.image', 256],
    [PAGE, { n: 1e9 }, 25_905, 'images.nodes.members.image', 25_600],
    [PAGE, { n: 'seven' }, 25_905, 'images.nodes.members.image', 25_600],
    [PAGE_OF_3, {}, 782, 'images.nodes.members.image', 768],
    [PAGE_OF_3, { n: 7 }, 1818, 'images.nodes.members.image', 1792],
    [PAGE_OF_3, { n: null }, 6480, 'images.nodes.members.image', 6400],
    [entities('name'), { r: representations(12) }, 24, '_entities', 24],
    [entities('name'), { r: representations(1)[0] }, 2, '_entities', 2],
    [entities('members { image { name } }'), { r: representations(1) }, 261, '_entities.members.image', 256],
    [entities('members { image { name } }'), { r: representations(7) }, 1827, '_entities.members.image', 1792],
    [
      `{ ${times(12, (i) => `a${i}: _entities(representations: [{ __typename: "Image", id: "${IMAGE}" }]) { __typename }`)} }`,
      {},
      24,
      '_entities',
      2,
    ],
    [
      'query ($a: _Any!) { _entities(representations: [$a, $a, $a]) { __typename } }',
      { a: representations(1)[0] },
      6,
      '_entities',
      6,
    ],
    [
      'query ($a: [_Any!]!) { _entities(representations: $a) { __typename } }',
      { a: representations(1)[0] },
      2,
      '_entities',
      2,
    ],
    [share('addedCount'), { input: { members: [PAIR, PAIR, PAIR] } }, 6, 'addImageMembers', 6],
    [share(EXISTING), { input: { members: [PAIR, PAIR, PAIR] } }, 12, 'addImageMembers', 6],
    [
      'mutation ($m: [RemoveImageMemberInput!]!) { removeImageMembers(input: { members: $m }) { __typename } }',
      { m: many(50, PAIR) },
      100,
      'removeImageMembers',
      100,
    ],
    [
      'mutation ($m: [UpdateImageMemberInput!]!) { updateImageMembers(input: { members: $m }) { ... on UpdateImageMembersPayload { results { result { ... on UpdateImageMemberSuccess { imageMember { image { id } } } } } } } }',
      { m: many(3, { ...PAIR, status: 'ACCEPTED' }) },
      12,
      'updateImageMembers',
      6,
    ],
    [
      `mutation { setImageMembers(input: { imageId: "${IMAGE}", memberIds: [] }) { __typename } }`,
      {},
      300,
      'setImageMembers',
      300,
    ],
    [
      'mutation ($m: [AddImageMemberInput!]!) { addImageMembers(input: { members: $m }) { __typename } }',
      { m: many(50, PAIR) },
      100,
      'addImageMembers',
      100,
    ],
    [
      `mutation ($p: AddImageMemberInput!) { a: addImageMembers(input: { members: [$p, $p] }) { __typename } b: addImageMembers(input: { members: { imageId: "a", memberId: "b" } }) { __typename } }`,
      { p: PAIR },
      6,
      'addImageMembers',
      4,
    ],
    [
      'mutation ($i: AddImageMembersInput! = { members: [{ imageId: "a", memberId: "b" }] }) { addImageMembers(input: $i) { __typename } }',
      {},
      2,
      'addImageMembers',
      2,
    ],
  ])('of %s with %j is %i, most of it for %s', async (query, variables, cost, field, own) => {
    const refused = tooDear(1, { cost, field, own });
    expect(await post(strict.url, { query, variables })).toEqual(refused);
    expect(await post(strict.url, { query, variables })).toEqual(refused);
  });

  it('is nothing for lists without items', async () => {
    expect(await post(strict.url, { query: entities('members { id }'), variables: { r: [] } })).toEqual({
      status: 200,
      body: { data: { _entities: [] } },
    });
    expect(await post(strict.url, { query: share('addedCount'), variables: { input: { members: [] } } })).toMatchObject(
      {
        status: 200,
        body: { data: { addImageMembers: {} } },
      },
    );
  });

  it('of the one operation that is asked for counts, of several in a document', async () => {
    const query = `query Cheap { __typename } query Dear($n: Int) { images(first: $n) { nodes { members { id } } } }`;
    const lax = await openGateway({ LIMIT_COST: '100' });
    onTestFinished(() => lax.stop());
    const dear = { query, operationName: 'Dear' };
    expect(await post(lax.url, { query, operationName: 'Cheap', variables: { n: 100 } })).toMatchObject({
      status: 200,
    });
    expect(await post(lax.url, { ...dear, variables: { n: 10 } })).toMatchObject({ status: 200 });
    expect(await post(lax.url, { ...dear, variables: { n: 50 } })).toEqual(
      tooDear(100, { cost: 155, field: 'images.nodes.members', own: 150 }),
    );
  });
});

describe('an operation that costs too much', () => {
  const dear = { query: PAGE, variables: { n: 8 } };
  const refused = tooDear(2000, { cost: 2077, field: 'images.nodes.members.image', own: 2048 });

  it('reaches no image service, and one that costs less with its variables does', async () => {
    const glance = await startUpstream(() => ({ status: 200, body: '{"images": [], "first": "/v2/images"}' }));
    const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url });
    onTestFinished(() => gateway.stop());
    expect(await post(gateway.url, dear)).toEqual(refused);
    const bulk = { query: share('addedCount'), variables: { input: { members: many(1001, PAIR) } } };
    expect(await post(gateway.url, bulk)).toMatchObject({ status: 400 });
    expect(glance.requests).toEqual([]);
    expect(await post(gateway.url, { ...dear, variables: { n: 7 } })).toEqual({
      status: 200,
      body: { data: { images: { nodes: [] } } },
    });
    const lists = glance.requests.filter(({ url }) => url?.startsWith('/v2/images?limit=7&os_hidden=false'));
    expect(lists).toHaveLength(1);
  });

  it('is refused with 200 to legacy JSON, and after the token is checked', async () => {
    const gateway = await openGateway();
    onTestFinished(() => gateway.stop());
    expect(await post(gateway.url, dear, { accept: 'application/json' })).toEqual({ ...refused, status: 200 });
    expect(await post(gateway.url, dear, { 'x-auth-token': '' })).toMatchObject({
      status: 401,
      body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    });
  });
});

describe('a batch', () => {
  let gateway: RunningServer;
  beforeAll(async () => {
    gateway = await openGateway();
  });
  afterAll(() => gateway.stop());

  it.each([21, 100, 200])('of %i images, as a stitching gateway sends it, is answered', async (count) => {
    const ids = Array.from({ length: count }, (_, index) => (index % 2 === 0 ? IMAGE : UNKNOWN));
    const query = `query (${times(count, (i) => `$_v${i}_id: ID!`)}) {
      ${times(count, (i) => `_v${i}_image: image(id: $_v${i}_id) { __stitching__typename: __typename id name alias: status }`)}
    }`;
    const variables = Object.fromEntries(ids.map((id, index) => [`_v${index}_id`, id]));
    const image = { __stitching__typename: 'Image', id: IMAGE, name: 'ubuntu-24.04-server', alias: 'ACTIVE' };
    expect(await post(gateway.url, { query, variables })).toEqual({
      status: 200,
      body: { data: Object.fromEntries(ids.map((id, index) => [`_v${index}_image`, id === IMAGE ? image : null])) },
    });
  });

  it('of 100 operations with a fragment each is answered', async () => {
    const query = `query (${times(100, (i) => `$_v${i}_id: ID!`)}) {
      ${times(100, (i) => `... on Query { _v${i}_image: image(id: $_v${i}_id) { ..._v${i}_Card } }`)}
    } ${times(100, (i) => `fragment _v${i}_Card on Image { id name owner { id } members { status } }`)}`;
    const variables = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`_v${index}_id`, IMAGE]));
    const { status, body } = await post(gateway.url, { query, variables });
    expect({ status, errors: Object(body).errors }).toEqual({ status: 200, errors: undefined });
    expect(Object.values(Object(body).data)).toEqual(
      many(100, {
        id: IMAGE,
        name: 'ubuntu-24.04-server',
        owner: { id: expect.any(String) },
        members: [{ status: 'PENDING' }],
      }),
    );
  });

  it.each([1, 100, 1000])('of %i entities is answered', async (count) => {
    const { status, body } = await post(gateway.url, {
      query: entities('name'),
      variables: { r: representations(count) },
    });
    expect({ status, body }).toEqual({
      status: 200,
      body: { data: { _entities: many(count, { name: 'ubuntu-24.04-server' }) } },
    });
  });

  it('of 12 aliased lists of entities is answered', async () => {
    const fields = times(12, (i) => `e${i}: _entities(representations: $r${i}) { ... on Image { id } }`);
    const query = `query (${times(12, (i) => `$r${i}: [_Any!]!`)}) { ${fields} }`;
    const names = Array.from({ length: 12 }, (_, index) => index);
    const variables = Object.fromEntries(names.map((index) => [`r${index}`, representations(1)]));
    expect(await post(gateway.url, { query, variables })).toEqual({
      status: 200,
      body: { data: Object.fromEntries(names.map((index) => [`e${index}`, [{ id: IMAGE }]])) },
    });
  });

  it('of entities with what is below them costs as much as the images would, times the representations', async () => {
    const nested = 'members { image { name } }';
    const found = { members: [{ image: { name: 'ubuntu-24.04-server' } }] };
    const ask = (count: number): Promise<Answer> =>
      post(gateway.url, { query: entities(nested), variables: { r: representations(count) } });
    expect(await ask(7)).toEqual({ status: 200, body: { data: { _entities: many(7, found) } } });
    expect(await ask(8)).toEqual(tooDear(2000, { cost: 2088, field: '_entities.members.image', own: 2048 }));
  });
});
