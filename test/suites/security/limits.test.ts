import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { toOperationText } from '../operations/gateway.ts';
import { post, type Answer } from '../../support/post.ts';
import { openGateway } from '../../support/gateway.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';

let gateway: RunningServer;
beforeAll(async () => {
  gateway = await openGateway();
});
afterAll(() => gateway.stop());

const ask = (query: string, headers?: Record<string, string>): Promise<Answer> => post(gateway.url, { query }, headers);

function times(count: number, toText: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => toText(index)).join(' ');
}

function tooComplex(limit: string, maximum: number, status = 400): Answer {
  const message = `The operation is too complex: it exceeds the limit of ${maximum} for ${limit}.`;
  const extensions = { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit };
  return { status, body: { errors: [{ message, extensions }] } };
}

/** `levels` fragments, each of which spreads the next one twice. */
function fragmentBomb(levels: number, last: string): string {
  return times(levels, (i) =>
    i === levels - 1 ? `fragment F${i} on Image { ${last} }` : `fragment F${i} on Image { ...F${i + 1} ...F${i + 1} }`,
  );
}

/** `{ image { members { image ... id } } }`, `levels` fields deep. */
function nested(levels: number): string {
  const names = ['image', 'members'];
  let text = 'id';
  for (let i = levels - 1; i > 1; i -= 1) text = `${names[(i + 1) % 2]} { ${text} }`;
  return `{ image(id: "${IMAGE}") { ${text} } }`;
}

describe('the limits', () => {
  it.each([
    ['operations', 10, `${times(11, (i) => `query Q${i} { __typename }`)}`],
    ['fragments', 200, `{ image(id: "${IMAGE}") { ...F0 } } ${times(201, (i) => `fragment F${i} on Image { id }`)}`],
    ['rootFields', 20, `{ ${times(21, () => '__typename')} }`],
    ['fields', 2500, `{ image(id: "${IMAGE}") { ${times(2500, () => 'id')} } }`],
    ['fields', 2500, `{ image(id: "${IMAGE}") { ...F0 } } ${fragmentBomb(25, 'id')}`],
    ['introspectionFields', 400, `{ __schema { types { ${times(399, () => 'name')} } } }`],
    ['rootFields', 20, `{ ${times(21, (i) => `a${i}: __typename`)} }`],
    ['rootFields', 20, `{ ...A } fragment A on Query { ${times(21, (i) => `a${i}: _service { sdl }`)} }`],
    ['fields', 2500, `{ ${times(200, (i) => `a${i}: image(id: "${IMAGE}") { ${times(12, () => 'id')} }`)} }`],
    ['fieldPairs', 32_000, `{ image(id: "${IMAGE}") { ${times(254, () => 'id')} } }`],
    ['fieldPairs', 32_000, `{ ${times(150, () => `image(id: "${IMAGE}") { members { id } }`)} }`],
    [
      'fieldPairs',
      32_000,
      `{ image(id: "${IMAGE}") { ...A ... { ...A } } } fragment A on Image { ${times(127, () => 'id')} }`,
    ],
    ['fieldPairs', 32_000, `{ __typename } fragment Unused on Image { ${times(254, () => 'id')} }`],
    ['fields', 2500, `{ __typename } fragment Unused on Image { ${times(2501, () => 'id')} }`],
    ['depth', 10, `{ __typename } fragment Unused on Image ${nested(12).slice(nested(12).indexOf('{', 3), -2)}`],
    ['directives', 30, `{ __typename ${times(31, () => '@include(if: true)')} }`],
    ['directives', 30, `{ __typename ${times(31, () => '@aa')} }`],
    ['directives', 30, `query ($a: Int ${times(31, () => '@aa')}) { __typename }`],
    ['depth', 10, nested(11)],
    ['tokens', 8000, `{ ${times(8000, () => '__typename')} }`],
  ])('refuse more than the limit of %s, %i', async (limit, maximum, query) => {
    expect(await ask(query)).toEqual(tooComplex(limit, maximum));
  });

  it('answer 200 to legacy JSON', async () => {
    const query = `{ ${times(21, () => '__typename')} }`;
    expect(await ask(query, { accept: 'application/json' })).toEqual(tooComplex('rootFields', 20, 200));
    const tokens = `{ ${times(8000, () => '__typename')} }`;
    expect(await ask(tokens, { accept: 'application/json' })).toEqual(tooComplex('tokens', 8000, 200));
  });

  it('refuse a document again when it is sent again', async () => {
    const query = `{ ${times(21, () => '__typename')} }`;
    await ask(query);
    expect(await ask(query)).toEqual(tooComplex('rootFields', 20));
  });

  it('refuse a fragment that contains itself', async () => {
    const message = 'The operation selects itself without an end.';
    const extensions = { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit: 'recursion' };
    const refused = { status: 400, body: { errors: [{ message, extensions }] } };
    expect(await ask(`{ image(id: "${IMAGE}") { ...A } } fragment A on Image { id ...A }`)).toEqual(refused);
    const web = times(50, (i) => {
      const spreads = `...F${(i + 1) % 50} ...F${(i + 7) % 50}`;
      return `fragment F${i} on Image { members { image { ${spreads} } } }`;
    });
    expect(await ask(`{ image(id: "${IMAGE}") { ...F0 } } ${web}`)).toEqual(tooComplex('fields', 2500));
    const cycle = 'fragment A on Image { members { ...B } } fragment B on ImageMember { image { ...A } }';
    expect(await ask(`{ image(id: "${IMAGE}") { ...A } } ${cycle}`)).toEqual(refused);
  });

  it.each([
    ['root fields', `{ ${times(20, () => '__typename')} }`, { __typename: 'Query' }],
    ['fields', `{ image(id: "${IMAGE}") { ${times(249, () => 'id')} } }`, { image: { id: IMAGE } }],
    ['depth', nested(5), { image: { members: [{ image: { members: [{ id: expect.any(String) }] } }] } }],
    [
      'cost',
      '{ images(first: 7) { nodes { members { image { status } } } } }',
      { images: { nodes: expect.any(Array) } },
    ],
    ['directives', `{ ${times(20, () => '__typename @include(if: true)')} }`, { __typename: 'Query' }],
  ])('let a query pass that is just below the limit of %s', async (_limit, query, data) => {
    expect(await ask(query)).toEqual({ status: 200, body: { data } });
  });

  it('let each documented operation pass with the fragments that it needs', async () => {
    const variables = { imageId: IMAGE };
    const answer = await post(gateway.url, { query: toOperationText('SharingDialog'), variables });
    expect(answer).toMatchObject({ status: 200, body: { data: { image: { id: IMAGE, visibility: 'SHARED' } } } });
  });

  it('let 50 images with their members pass, and the largest page', async () => {
    const variables = { ownerId: '7b1e3f0a9c5d4e2f8a6b0c1d2e3f4a51' };
    const answer = await post(gateway.url, { query: toOperationText('MyShareableImages'), variables });
    expect(answer).toEqual({ status: 200, body: { data: { images: expect.any(Object) } } });
    expect(await ask('{ images(first: 100) { nodes { members { id } } } }')).toMatchObject({ status: 200 });
  });

  it('let the whole introspection query pass', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect(await ask(query)).toEqual({ status: 200, body: { data: { __schema: expect.any(Object) } } });
  });

  it('are configurable', async () => {
    const strict = await openGateway({ LIMIT_DEPTH: '1', LIMIT_TOKENS: '12' });
    onTestFinished(() => strict.stop());
    expect(await post(strict.url, { query: '{ images { nodes { id } } }' })).toEqual(tooComplex('depth', 1));
    expect(await post(strict.url, { query: `{ ${times(11, () => '__typename')} }` })).toEqual(tooComplex('tokens', 12));
  });
});

describe('validation', () => {
  it('names at most 5 errors', async () => {
    const { status, body } = await ask(`{ ${times(12, (i) => `nothing${i}`)} }`);
    expect(status).toBe(400);
    expect(body).toEqual({ errors: Array.from({ length: 5 }, () => expect.any(Object)) });
  });
});
