import { Kind, parse, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Cancellation } from '../../../src/lib/cancellation.ts';
import { createContext } from '../../../src/graphql/server/context.ts';
import { createEngine, type Engine } from '../../../src/graphql/engine/compiledOperations.ts';
import { createOperationRecord } from '../../../src/graphql/server/operationRecord.ts';
import { createSchema } from '../../../src/graphql/server/schema.ts';
import { OPERATIONS, toOperationText } from '../../suites/operations/gateway.ts';
import { startRecorder, type Intercept, type RecordedAnswer } from '../../support/recorder.ts';
import { NO_GLANCE } from '../../support/noGlance.ts';
import { startGateway } from '../../support/gateway.ts';

const ID = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`;
const PROJECT = 'a'.repeat(32);
const MEMBER = 'b'.repeat(32);

const PAIR = { imageId: ID(1), memberId: MEMBER };
/** Of every operation of the client kit, and of the one of a federation gateway. */
const VARIABLES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ShareImage: { input: PAIR },
  ShareImageMinimal: { input: PAIR },
  ShareImages: { input: { members: [PAIR, { ...PAIR, imageId: ID(2) }, { imageId: 'none', memberId: 'x' }, PAIR] } },
  SharingDialog: { imageId: ID(1) },
  Inbox: { projectId: MEMBER, first: 2 },
  AnswerShare: { input: { ...PAIR, status: 'ACCEPTED' } },
  Unshare: { input: PAIR },
  MemberStatus: PAIR,
  MyShareableImages: { ownerId: PROJECT },
  Viewer: {},
  ShareImageByName: { input: { imageId: ID(1), memberName: 'payment' } },
  ShareImagesByName: { input: { members: [{ imageId: ID(1), memberName: 'payment' }, PAIR] } },
  SetImageVisibility: { input: { imageId: ID(1), visibility: 'PRIVATE' } },
  SetVisibility: { input: { imageId: ID(1), visibility: 'SHARED' } },
  ShareAnyway: { input: { ...PAIR, makeShareable: true } },
  UpdateImageMembers: { input: { members: [{ ...PAIR, status: 'REJECTED' }] } },
  RemoveImageMembers: { input: { members: [PAIR, { imageId: 'none', memberId: 'x' }] } },
  SetImageMembers: { input: { imageId: ID(1), memberIds: [MEMBER], dryRun: true } },
  ManageSharing: { imageId: ID(1) },
  SharedWithMe: { first: 2 },
  FindImages: { nameContains: 'a', first: 2 },
  Entities: {
    representations: [
      { __typename: 'Image', id: ID(1) },
      { __typename: 'ImageMember', ...PAIR },
      { __typename: 'Image', id: 'none' },
      { __typename: 'Nothing' },
      { __typename: 'Image', id: ID(2) },
    ],
  },
};

/** What else a document or its variables can make an engine do. */
const OTHERS: readonly [query: string, variables?: Readonly<Record<string, unknown>>][] = [
  ['{ __typename a: image(id: "none") { id } b: image(id: "also none") { id } }'],
  [
    'query ($yes: Boolean!, $no: Boolean!) { images { nodes @include(if: $yes) { id name @skip(if: $yes) } edges @include(if: $no) { cursor } } }',
    { yes: true, no: false },
  ],
  ['query ($first: Int = 1000) { images(first: $first) { pageInfo { endCursor } } }'],
  ['query ($first: Int) { images(first: $first) { pageInfo { hasNextPage } } }', { first: 'many' }],
  ['query ($first: Int) { images(first: $first) { pageInfo { hasNextPage } } }', { first: 2 ** 31 }],
  ['query ($id: ID!) { image(id: $id) { id } }'],
  ['query ($id: ID!) { image(id: $id) { id } }', { id: { $ne: 1 } }],
  ['query ($filter: ImageFilter) { images(filter: $filter) { nodes { id } } }', { filter: { status: 1, name: 2 } }],
  [
    '{ images(orderBy: { field: NAME, direction: ASC }, filter: { statuses: [ACTIVE] }) { edges { cursor node { id } } } }',
  ],
  [
    'mutation ($a: AddImageMemberInput!) { first: addImageMember(input: $a) { __typename } second: addImageMember(input: $a) { __typename ... on ImageServiceError { message } } third: removeImageMember(input: { imageId: "x", memberId: "y" }) { ... on ImageInputError { issues { path message } } } }',
    { a: PAIR },
  ],
  [
    '{ image(id: "' +
      ID(1) +
      '") { ...on Image { ...F } } } fragment F on Image { members(status: PENDING) { image { id members { id } } } }',
  ],
  ['query A { __typename } query B { __typename }'],
  ['{ __schema { queryType { name } } __type(name: "Image") { fields { name } } }'],
  ['{ _service { sdl } }'],
];

const image = (id: string): object => ({
  ...{
    id,
    name: `image ${id}`,
    status: 'active',
    visibility: 'shared',
    owner: PROJECT,
    size: 2 ** 40,
    tags: ['a', 'b'],
  },
  ...{ created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-02T00:00:00Z', os_distro: 'debian', min_ram: 512 },
});
const member = (imageId: string, memberId = MEMBER): object => ({
  ...{ image_id: imageId, member_id: memberId, status: 'pending', schema: '/v2/schemas/member' },
  ...{ created_at: '2026-01-03T00:00:00Z', updated_at: '2026-01-04T00:00:00Z' },
});

/** An image service that has every image and member, and says so in the same words each time. */
function answer({ method, url }: { method: string; url: string }): RecordedAnswer {
  const [, imageId = ID(1), members, memberId] = /^\/v2\/images\/([^/?]+)(\/members)?\/?([^/]*)$/.exec(url) ?? [];
  const ok = (body: object): RecordedAnswer => ({ status: 200, body: JSON.stringify(body) });
  if (method === 'DELETE') return { status: 204, body: '' };
  if (url.startsWith('/v2/images?')) {
    return ok({
      images: url.includes('os_hidden=true') ? [] : [image(ID(1)), image(ID(2))],
      first: '/v2/images?id=in:',
    });
  }
  if (!members) return ok(image(imageId));
  return ok(memberId || method === 'POST' ? member(imageId) : { members: [member(imageId), member(imageId, 'c')] });
}

const FAULTS: Readonly<Record<string, Intercept>> = {
  nothing: async (call) => answer(call),
  ...Object.fromEntries(
    [300, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503, 504].map((status): [string, Intercept] => [
      `${status} to everything`,
      async () => ({ status, body: '' }),
    ]),
  ),
  'a reset of everything': async () => 'reset',
  'bad rows': async () => ({ status: 200, body: '{"members":[{}],"images":[{}]}' }),
  '500 to lists': async (call) => (/images[?]|members$/.test(call.url) ? { status: 500, body: '' } : answer(call)),
  '403 to what is not a list': async (call) => (/images[?]/.test(call.url) ? answer(call) : { status: 403, body: '' }),
  '500 to one image': async (call) => (call.url.includes(ID(2)) ? { status: 500, body: '' } : answer(call)),
};

describe('an operation that is compiled', () => {
  it.each(Object.entries(FAULTS))('is answered as graphql-js does, after %s', async (_name, intercept) => {
    const [interpreted, compiled] = [await start('0', intercept), await start('1', intercept)];
    for (const [query, variables] of [...readCorpus(), ...OTHERS]) {
      const [expected, found] = await Promise.all([interpreted.ask(query, variables), compiled.ask(query, variables)]);
      expect({ query, response: found }).toEqual({ query, response: expected });
    }
    // Graphql-js answers as soon as it knows the answer, with retries of what no longer matters still on their way.
    await expect.poll(() => toText(compiled) === toText(interpreted) || [compiled, interpreted]).toBe(true);
  });

  it('can be any query and mutation of the client kit', () => {
    const names = OPERATIONS.definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION && one.operation !== 'subscription' && one.name ? one.name.value : [],
    );
    expect(Object.keys(VARIABLES).toSorted()).toEqual(names.toSorted());
  });

  it.each([
    [0, [null, null, null]],
    [1, [{ __typename: 'Query' }, { __typename: 'Query' }, { __typename: 'Query' }]],
    [3, [null, null, { __typename: 'Query' }]],
  ])('is compiled after it has come %i times', async (compileAfter, expected) => {
    const engine = createEngine(createSchema({ federated: true }), { compileAfter, hideSuggestions: false });
    const document = parse('{ __typename }');
    const results: unknown[] = [];
    for (const _ of expected) results.push(await engine.run(toRequest(document)));
    expect(results).toEqual(expected);
  });

  it('is never one whose behaviour depends on more than its document', async () => {
    const engine = createEngine(createSchema({ federated: true }), { compileAfter: 1, hideSuggestions: false });
    expect(await engine.run(toRequest(parse('query A { __typename } query B { __typename }')))).toBe(null);
  });
});

interface Asked {
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** What reached the image service. */
  readonly calls: readonly { readonly method: string; readonly url: string; readonly body: string }[];
}

async function start(compileAfter: string, intercept: Intercept): Promise<Asked> {
  const { url, calls } = await startRecorder('http://127.0.0.1:9', intercept);
  const env = { COMPILE_AFTER: compileAfter, GLANCE_BREAKER_MINIMUM_RPS: '100000', GLANCE_CONNECTIONS: '1' };
  const gateway = await startGateway({ endpoint: url, env });
  return {
    calls,
    async ask(query, variables) {
      const { status, headers, body } = await gateway.post(query, variables);
      const ids = new Set<string>();
      const plain = JSON.stringify(body).replaceAll(/req-[0-9a-f-]{36}/g, (id) => {
        ids.add(id);
        return `request ${[...ids].indexOf(id)}`;
      });
      return { status, contentType: headers['content-type'], body: JSON.parse(plain) };
    },
  };
}

function toText({ calls }: Asked): string {
  return calls
    .map(({ method, url, body }) => `${method} ${url} ${body}`)
    .sort()
    .join('\n');
}

function readCorpus(): [query: string, variables: Readonly<Record<string, unknown>>][] {
  return Object.entries(VARIABLES).map(([name, variables]) => [toOperationText(name), variables]);
}

function toRequest(document: DocumentNode): Parameters<Engine['run']>[0] {
  const [operation] = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('no operation');
  const contextValue = createContext(NO_GLANCE, {
    caller: { token: 'token', cancellation: new Cancellation(performance.now()) },
    hasToken: true,
    requestId: 'req-1',
    contentType: 'application/json',
    record: createOperationRecord(),
  });
  return { document, operation, contextValue, request: {} };
}
