import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { post, type Answer } from '../../support/post.ts';
import { openGateway } from '../../support/gateway.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const ENTITIES = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
const FILTER = 'query ($f: ImageFilter) { images(filter: $f) { nodes { id } } }';
const SHARE = 'mutation ($i: AddImageMembersInput!) { addImageMembers(input: $i) { __typename } }';
const NAMES = `query ($n: [String!]) { image(id: "${IMAGE}") { properties(names: $n) { name } } }`;
const AFTER = 'query ($a: String) { images(after: $a) { nodes { id } } }';

let gateway: RunningServer;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway.stop());

function tooComplex(limit: string, maximum: number): Answer {
  const message = `The operation is too complex: it exceeds the limit of ${maximum} for ${limit}.`;
  return {
    status: 400,
    body: { errors: [{ message, extensions: { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit } }] },
  };
}

const long = 'x'.repeat(16_385);
const longName = 'x'.repeat(257);
const many = (count: number, item: unknown): unknown[] => Array.from({ length: count }, () => item);
const deep = (levels: number, wrap: (value: unknown) => unknown): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
};
const keys = (count: number): object => Object.fromEntries(many(count, 0).map((_zero, index) => [`k${index}`, 1]));

describe('variables that are too large', () => {
  it.each<[what: string, limit: string, maximum: number, query: string, variables: object]>([
    ['representations', 'listItems', 1000, ENTITIES, { r: many(1001, 1) }],
    ['representations that fill a body', 'listItems', 1000, ENTITIES, { r: many(120_000, 1) }],
    [
      'representations under ten aliases',
      'listItems',
      1000,
      `query ($r: [_Any!]!) { ${many(10, '')
        .map((_, i) => `a${i}: _entities(representations: $r) { __typename }`)
        .join(' ')} }`,
      { r: many(120_000, 1) },
    ],
    ['a list in a representation', 'listItems', 1000, ENTITIES, { r: [{ __typename: 'Image', id: many(1001, 1) }] }],
    ['ids', 'listItems', 1000, FILTER, { f: { ids: many(20_000, 'a') } }],
    ['statuses', 'listItems', 1000, FILTER, { f: { statuses: many(20_000, 'a') } }],
    ['tags', 'listItems', 1000, FILTER, { f: { tags: many(20_000, 'a') } }],
    ['pairs', 'listItems', 1000, SHARE, { i: { members: many(20_000, 1) } }],
    ['names', 'listItems', 1000, NAMES, { n: many(20_000, 'a') }],
    ['many lists of the allowed size', 'inputValues', 10_000, ENTITIES, { r: many(100, many(100, 1)) }],
    ['many keys', 'inputValues', 10_000, FILTER, { f: keys(18_000) }],
    ['many keys of a representation', 'inputValues', 10_000, ENTITIES, { r: [keys(18_000)] }],
    ['deep lists', 'inputDepth', 10, ENTITIES, { r: deep(11, (value) => [value]) }],
    ['lists 2,000 levels deep', 'inputDepth', 10, FILTER, { f: deep(2000, (value) => [value]) }],
    ['deep objects', 'inputDepth', 10, FILTER, { f: deep(11, (value) => ({ sharedWith: value })) }],
    ['a text', 'textLength', 16_384, AFTER, { a: long }],
    ['a text that fills a body', 'textLength', 16_384, AFTER, { a: 'Did you mean '.repeat(19_500) }],
    ['a text in a list', 'textLength', 16_384, FILTER, { f: { tags: ['a', long] } }],
    ['a text in a representation', 'textLength', 16_384, ENTITIES, { r: [{ __typename: long }] }],
    ['a key', 'nameLength', 256, FILTER, { f: { [longName]: 1 } }],
    [
      'an enum value',
      'textLength',
      16_384,
      'query ($s: ImageMemberStatus) { imageMembers(imageId: "a", status: $s) { id } }',
      { s: long },
    ],
  ])('are refused at once: %s, over the limit of %s, %i', async (_what, limit, maximum, query, variables) => {
    expect(await post(gateway.url, { query, variables })).toEqual(tooComplex(limit, maximum));
    expect(await post(gateway.url, { query, variables })).toEqual(tooComplex(limit, maximum));
  });

  it('reach no image service', async () => {
    const glance = await startUpstream(() => ({ status: 404, body: '' }));
    const before = await openGateway({ GLANCE_ENDPOINT: glance.url });
    onTestFinished(() => before.stop());
    const query = `mutation ($i: AddImageMembersInput!, $id: ID!) {
      updateImageMember(input: { imageId: $id, memberId: "a", status: ACCEPTED }) { __typename }
      addImageMembers(input: $i) { __typename }
    }`;
    const variables = { id: IMAGE, i: { members: many(1001, { imageId: IMAGE, memberId: 'a' }) } };
    expect(await post(before.url, { query, variables })).toEqual(tooComplex('listItems', 1000));
    expect(glance.requests).toEqual([]);
  });

  it('are bad input in the place of a number or a text', async () => {
    for (const a of [many(20_000, 'a'), deep(2000, (value) => [value]), keys(18_000)]) {
      const message = 'Variable "$a" must be a single value of type "String".';
      expect(await post(gateway.url, { query: AFTER, variables: { a } })).toEqual({
        status: 400,
        body: { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] },
      });
    }
  });

  it('do not matter where the operation does not declare them', async () => {
    const variables = { a: null, b: many(20_000, 1), c: long };
    expect(
      await post(gateway.url, {
        query:
          'query ($a: Int) { __typename @skip(if: false) ...F } fragment F on Query { images(first: $a) @skip(if: true) { nodes { id } } }',
        variables,
      }),
    ).toEqual({
      status: 200,
      body: { data: { __typename: 'Query' } },
    });
  });
});

describe('lists with more than 50 items', () => {
  it.each<[list: string, query: string, variables: object, path: string[], message: string]>([
    ['ids', FILTER, { f: { ids: many(51, IMAGE) } }, ['filter', 'ids'], 'At most 50 image IDs can be given.'],
    ['tags', FILTER, { f: { tags: many(51, 'a') } }, ['filter', 'tags'], 'At most 50 tags can be given.'],
    [
      'statuses',
      FILTER,
      { f: { statuses: many(51, 'ACTIVE') } },
      ['filter', 'statuses'],
      'At most 50 statuses can be given.',
    ],
  ])('are refused by the field that takes %s', async (_list, query, variables, path, message) => {
    const { status, body } = await post(gateway.url, { query, variables });
    expect(status).toBe(200);
    expect(Object(body).errors).toEqual([
      expect.objectContaining({
        message,
        extensions: { code: 'INVALID_INPUT', retryable: false, issues: [{ path, message }] },
      }),
    ]);
  });
});

describe('literals that are too large', () => {
  const list = (count: number): string => `[${many(count, '1').join(' ')}]`;
  it.each<[what: string, limit: string, maximum: number, query: string]>([
    ['representations', 'listItems', 1000, `{ _entities(representations: ${list(1001)}) { __typename } }`],
    ['ids', 'listItems', 1000, `{ images(filter: { ids: ${list(1001)} }) { nodes { id } } }`],
    [
      'the default of a variable',
      'listItems',
      1000,
      `query ($n: [String!] = ${list(1001)}) { image(id: "a") { properties(names: $n) { name } } }`,
    ],
    ['the argument of a directive', 'listItems', 1000, `{ __typename @skip(if: ${list(1001)}) }`],
    [
      'deep lists',
      'inputDepth',
      10,
      `{ images(filter: { tags: ${'['.repeat(10)}${']'.repeat(10)} }) { nodes { id } } }`,
    ],
    ['deep objects', 'inputDepth', 10, `{ images(filter: ${'{ a: '.repeat(11)}1${' }'.repeat(11)}) { nodes { id } } }`],
    ['a text', 'textLength', 16_384, `{ image(id: "${long}") { id } }`],
    ['a block of text', 'textLength', 16_384, `{ image(id: """${long}""") { id } }`],
    ['an integer', 'textLength', 16_384, `{ images(first: ${'1'.repeat(16_385)}) { nodes { id } } }`],
    ['a number', 'textLength', 16_384, `{ images(first: 1.${'1'.repeat(16_385)}) { nodes { id } } }`],
    ['an enum value', 'nameLength', 256, `{ images(orderBy: { field: ${longName} }) { nodes { id } } }`],
    ['the name of a field', 'nameLength', 256, `{ ${longName} }`],
    ['an alias', 'nameLength', 256, `{ ${longName}: __typename }`],
    ['the name of an argument', 'nameLength', 256, `{ images(${longName}: 1) { nodes { id } } }`],
    ['the name of a variable', 'nameLength', 256, `query ($${longName}: Int) { __typename }`],
    ['the name of an operation', 'nameLength', 256, `query ${longName} { __typename }`],
    ['the name of a fragment', 'nameLength', 256, `{ ...${longName} }`],
    ['the name of a directive', 'nameLength', 256, `{ __typename @${longName} }`],
    ['the name of a type', 'nameLength', 256, `{ ... on ${longName} { __typename } }`],
    ['an unused fragment', 'nameLength', 256, `{ __typename } fragment A on Query { ${longName} }`],
  ])('are refused: %s, over the limit of %s, %i', async (_what, limit, maximum, query) => {
    expect(await post(gateway.url, { query })).toEqual(tooComplex(limit, maximum));
  });

  it('are refused where the parser itself gives up', async () => {
    expect(await post(gateway.url, { query: `${'{ a '.repeat(3900)}` })).toMatchObject({ status: 400 });
    expect(await post(gateway.url, { query: `{ a(b: ${'['.repeat(7000)}` })).toEqual(tooComplex('depth', 10));
  });
});
