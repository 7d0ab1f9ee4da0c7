import { getNullableType, isListType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../../src/graphql/server/schema.ts';
import { countStacks } from './support/countStacks.ts';
import { ENGINES, IMAGE, startBudgetLab, times, toExcess, toId, toJson, toMember } from './support/budgetLab.ts';
import { describeToken } from '../../support/keystoneGlance.ts';
import { toImageRow } from '../../support/imageRow.ts';
import type { UpstreamResponse, UpstreamRequest } from '../../support/scriptedUpstream.ts';

const image = {
  ...toImageRow(IMAGE, 'an image'),
  ...{ tags: ['a', 'b', 'c', 'd'], p: '1', q: '2', r: '3' },
};

/** Has one image with four tags, three properties and two members, and a user with one role and two projects. */
function answerImage({ method, url }: UpstreamRequest): UpstreamResponse {
  if (url.startsWith('/v3/auth/tokens')) return toJson(describeToken({ user: USER }));
  if (url.startsWith('/v3/auth/projects')) return toJson({ projects: [toProject('a'), toProject('b')], links: {} });
  if (method === 'POST') return toJson(toMember('p'));
  if (url.endsWith('/members')) return toJson({ members: [toMember('p'), toMember('q')] });
  if (url.includes('/members/')) return toJson(toMember('p'));
  return toJson(url.includes('?') ? { images: [image], first: '/v2/images' } : image);
}

const IDENTITY = { hasIdentity: true };
const USER = { id: 'u', name: 'ada', domain: { id: 'default', name: 'Default' } };

function toProject(name: string): object {
  return { id: name.repeat(32), name, domain_id: 'default', enabled: true };
}

/** Each list that a query can show, with an operation that has so many items in it and in the lists above it. */
const QUERIES: Record<string, readonly [items: number, query: string]> = {
  'Query._entities': [2, `{ _entities(representations: [{ __typename: "Image", id: "${IMAGE}" }]) { __typename } }`],
  'Query.imageMembers': [4, `{ imageMembers(imageId: "${IMAGE}") { memberId } }`],
  'Image.members': [4, `{ image(id: "${IMAGE}") { members { id } } }`],
  'Image.properties': [12, `{ image(id: "${IMAGE}") { a: properties { name } b: properties { name } } }`],
  'Image.tags': [4, `{ image(id: "${IMAGE}") { tags } }`],
  'ImageConnection.edges': [3, '{ images { edges { node { id } } } }'],
  'ImageConnection.nodes': [6, '{ images { nodes { tags } } }'],
  'Viewer.projects': [4, '{ viewer { projects { id } } }'],
  'Viewer.roles': [2, '{ viewer { a: roles b: roles } }'],
};

/** Lists that only a mutation can show; those that tell what was done are never refused. */
const OF_MUTATIONS = [
  'AddImageMemberSuccess.affectedMembers',
  'AddImageMembersPayload.results',
  'ImageInputError.issues',
  'ImageInputIssue.path',
  'ImageMemberUnresolvedError.candidates',
  'RemoveImageMembersPayload.results',
  'SetImageMembersPayload.added',
  'SetImageMembersPayload.kept',
  'SetImageMembersPayload.removed',
  'SetImageVisibilitySuccess.affectedMembers',
  'UpdateImageMembersPayload.results',
];

function listFields(): string[] {
  const types = Object.values(createSchema({ federated: true }).getTypeMap()).filter(isObjectType);
  return types
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isListType(getNullableType(field.type)))
        .map((field) => `${type.name}.${field.name}`),
    );
}

describe('the lists whose items are counted', () => {
  it('are all lists of the schema', () => {
    expect([...Object.keys(QUERIES), ...OF_MUTATIONS].sort()).toEqual(listFields().sort());
  });
});

describe.each(ENGINES)('the items of a response, with %o', (engine) => {
  it.each(Object.entries(QUERIES))('of %s are counted, and one too many refuses the query', async (_list, found) => {
    const [items, query] = found;
    const enough = await startBudgetLab({ ...engine, LIMIT_ITEMS: String(items) }, answerImage, IDENTITY);
    const { status, body } = await enough.ask(query);
    expect([status, Object(body).errors]).toEqual([200, undefined]);
    const scarce = await startBudgetLab({ ...engine, LIMIT_ITEMS: String(items - 1) }, answerImage, IDENTITY);
    expect(await scarce.ask(query)).toEqual({
      status: 200,
      body: { data: null, errors: [toExcess('items', items - 1)] },
    });
  });

  it('are not looked at any more once there are too many', async () => {
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_ITEMS: '10' }, answerImage);
    const representations = Array.from({ length: 11 }, (_, index) => ({ __typename: 'Image', id: toId(index) }));
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Image { members { id } } } }';
    expect((await ask(query, { r: representations })).body).toEqual({
      data: null,
      errors: [toExcess('items', 10)],
    });
    expect((await ask(`{ image(id: "${IMAGE}") { id } }`)).body).toEqual({ data: { image: { id: IMAGE } } });
    expect(calls()).toEqual([`GET /v2/images/${IMAGE}`]);
  });

  it('are refused to a mutation only where a list may be null, so that the result of the write is reported', async () => {
    const { ask } = await startBudgetLab({ ...engine, LIMIT_ITEMS: '1' }, answerImage);
    const query = `mutation { addImageMembers(input: { members: [{ imageId: "${IMAGE}", memberId: "p" }] }) {
      ... on AddImageMembersPayload { addedCount results { memberId result {
        ... on AddImageMemberSuccess { imageMember { image { id tags } } }
      } } }
    } }`;
    const result = { imageMember: { image: { id: IMAGE, tags: null } } };
    expect((await ask(query)).body).toEqual({
      data: { addImageMembers: { addedCount: 1, results: [{ memberId: 'p', result }] } },
      errors: [toExcess('items', 1, ['addImageMembers', 'results', 0, 'result', 'imageMember', 'image', 'tags'])],
    });
  });
});

describe.each(ENGINES)('the size of a response, with %o', (engine) => {
  const limit = { ...engine, LIMIT_RESPONSE_BYTES: '4096' };

  it('is at most LIMIT_RESPONSE_BYTES for a query', async () => {
    const { ask } = await startBudgetLab(limit, () => ({ status: 200, body: toImageRow(IMAGE, 'x'.repeat(200)) }));
    const names = (count: number): string => `{ image(id: "${IMAGE}") { ${times(count, (i) => `n${i}: name`)} } }`;
    expect(await ask(names(21))).toEqual({
      status: 200,
      body: { data: null, errors: [toExcess('responseBytes', 4096)] },
    });
    expect((await ask(names(18))).body).toMatchObject({ data: { image: { n17: 'x'.repeat(200) } } });
  });

  it('counts bytes as they are written', async () => {
    const control = { ...image, name: '\u0001'.repeat(200), p: '\u0001'.repeat(400) };
    const { ask } = await startBudgetLab(limit, () => toJson(control));
    const refused = { data: null, errors: [toExcess('responseBytes', 4096)] };
    const names = (count: number): string => `{ image(id: "${IMAGE}") { ${times(count, (i) => `n${i}: name`)} } }`;
    expect((await ask(names(3))).body).toMatchObject({ data: { image: { n2: control.name } } });
    expect((await ask(names(4))).body).toEqual(refused);
    const values = `{ image(id: "${IMAGE}") { ${times(2, (i) => `p${i}: properties(names: ["p"]) { value }`)} } }`;
    expect((await ask(values)).body).toEqual(refused);
  });

  it('counts the values of properties before they are written out', async () => {
    const large = { ...image, p: 'x'.repeat(1500) };
    const { ask } = await startBudgetLab(limit, () => toJson(large));
    const values = `{ image(id: "${IMAGE}") { ${times(3, (i) => `p${i}: properties(names: ["p"]) { value }`)} } }`;
    expect((await ask(values)).body).toEqual({ data: null, errors: [toExcess('responseBytes', 4096)] });
  });

  it('is bounded for a mutation as well, which still reports the result of its write', async () => {
    const large = { ...image, p: 'x'.repeat(1500) };
    const { ask } = await startBudgetLab(limit, ({ method }) => toJson(method === 'POST' ? toMember('p') : large));
    const values = times(3, (i) => `p${i}: properties(names: ["p"]) { value }`);
    const query = `mutation { addImageMember(input: { imageId: "${IMAGE}", memberId: "p" }) {
      ... on AddImageMemberSuccess { imageMember { memberId image { ${values} } } }
    } }`;
    const value = [{ value: 'x'.repeat(1500) }];
    expect((await ask(query)).body).toEqual({
      data: { addImageMember: { imageMember: { memberId: 'p', image: { p0: value, p1: value, p2: null } } } },
      errors: [toExcess('responseBytes', 4096, ['addImageMember', 'imageMember', 'image', 'p2'])],
    });
  });
});

describe.each(ENGINES)('the errors of a response, with %o', (engine) => {
  it('are at most LIMIT_ERRORS for a query, of which one of each code is told beyond that', async () => {
    const { ask } = await startBudgetLab({ ...engine, LIMIT_ERRORS: '3' }, () => ({ status: 403, body: '' }));
    const query = (count: number): string =>
      `{ ${times(count, (i) => `m${i}: imageMember(imageId: "${toId(i)}", memberId: "p") { status }`)} }`;
    expect(Object((await ask(query(3))).body).errors).toHaveLength(3);
    expect(await ask(query(4))).toEqual({
      status: 200,
      body: {
        data: null,
        errors: [
          expect.objectContaining({ path: ['m0'], extensions: expect.objectContaining({ code: 'FORBIDDEN' }) }),
          toExcess('errors', 3),
        ],
      },
    });
  });

  it('are made no more once there are too many of lists that no call is made for', async () => {
    const { ask, calls } = await startBudgetLab({ ...engine, LIMIT_ERRORS: '3' }, answerImage);
    const names = Array.from({ length: 51 }, () => 'a');
    const lists = times(5, (i) => `p${i}: properties(names: $n) { name }`);
    const { body } = await ask(`query ($n: [String!]) { image(id: "${IMAGE}") { ${lists} } }`, { n: names });
    expect(body).toEqual({
      data: null,
      errors: [
        expect.objectContaining({ path: ['image', 'p0'], message: 'At most 50 names can be given.' }),
        toExcess('errors', 3),
      ],
    });
    expect(calls()).toEqual([`GET /v2/images/${IMAGE}`]);
  });

  it('are made no more once there are too many of fields that come with the image', async () => {
    const wrong = { ...image, status: 1, tags: 1, min_disk: 'a' };
    const { ask } = await startBudgetLab({ ...engine, LIMIT_ERRORS: '3' }, () => toJson(wrong));
    const fields = times(80, (i) => `s${i}: status t${i}: tags d${i}: minDiskGib`);
    const stacks = countStacks();
    const toError = (field: string): object =>
      expect.objectContaining({
        path: ['image', field],
        extensions: expect.objectContaining({ code: 'UPSTREAM_PROTOCOL_ERROR' }),
      });
    expect((await ask(`{ image(id: "${IMAGE}") { ${fields} } }`)).body).toEqual({
      data: null,
      errors: [toError('s0'), toExcess('errors', 3)],
    });
    expect(stacks()).toBeLessThan(20);
  });

  it('of fields that come with the image are at most LIMIT_ERRORS for a mutation', async () => {
    const wrong = { ...image, status: 1 };
    const { ask } = await startBudgetLab({ ...engine, LIMIT_ERRORS: '2' }, ({ method }) =>
      toJson(method === 'POST' ? toMember('p') : wrong),
    );
    const query = `mutation { addImageMember(input: { imageId: "${IMAGE}", memberId: "p" }) {
      ... on AddImageMemberSuccess { imageMember { image { ${times(5, (i) => `s${i}: status`)} } } }
    } }`;
    expect((await ask(query)).body).toEqual({
      data: { addImageMember: { imageMember: { image: { s0: null, s1: null, s2: null, s3: null, s4: null } } } },
      errors: [
        expect.objectContaining({ path: ['addImageMember', 'imageMember', 'image', 's0'] }),
        toExcess('errors', 2),
      ],
    });
  });

  it('are at most LIMIT_ERRORS for a mutation, whose data is whole', async () => {
    const { ask } = await startBudgetLab({ ...engine, LIMIT_ERRORS: '2', LIMIT_CALLS: '1' }, () =>
      toJson(toMember('p')),
    );
    const add = (index: number): string =>
      `a${index}: addImageMember(input: { imageId: "${toId(index)}", memberId: "p" }) { __typename }`;
    expect((await ask(`mutation { ${times(5, add)} }`)).body).toEqual({
      data: { a0: { __typename: 'AddImageMemberSuccess' }, a1: null, a2: null, a3: null, a4: null },
      errors: [toExcess('calls', 1, ['a1']), toExcess('errors', 2)],
    });
  });
});
