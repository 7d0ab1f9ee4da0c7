import { describe, expect, it } from 'vitest';
import { ALPHA, createImages, startReads, toImageId } from '../../support/startReads.ts';

const IMAGES = `query ($filter: ImageFilter, $orderBy: ImageOrder, $first: Int, $after: String) {
  images(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Three of these are more than the gateway reads of one response, two are not. */
const LARGE = { note: 'x'.repeat(3_600_000) };
const TOO_LARGE = { note: '"self": "/v2/images/none"'.repeat(400_000) };

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const page = (numbers: readonly number[], hasNextPage: boolean) => ({
  images: {
    nodes: numbers.map((number) => ({ id: toImageId(number) })),
    pageInfo: { hasNextPage, endCursor: expect.anything() },
  },
});
const LEFT_OUT = {
  message: expect.stringMatching(/^This list leaves out /),
  locations: [{ line: 2, column: 3 }],
  path: ['images'],
  extensions: {
    code: 'UPSTREAM_PROTOCOL_ERROR',
    retryable: false,
    retryAfterSeconds: null,
    requestId: expect.stringMatching(/^req-/),
    upstreamStatus: 200,
  },
};

const LISTS: readonly [what: string, variables: object][] = [
  ['a list', {}],
  ['a list by name', { orderBy: { field: 'NAME', direction: 'DESC' } }],
  ['a list by state', { orderBy: { field: 'STATUS', direction: 'DESC' } }],
  ['an inbox', { filter: { sharedWith: { projectId: ALPHA } } }],
  ['an inbox by size', { filter: { sharedWith: { projectId: ALPHA } }, orderBy: { field: 'SIZE', direction: 'DESC' } }],
  ['a list by id', { filter: { ids: range(5).map(toImageId) } }],
];

describe.each(LISTS)('%s', (_what, variables) => {
  it.each([1, 3, 100])('of images that are too large together has all of them, with first: %i', async (first) => {
    const { run } = await startReads(
      createImages(5, () => ({
        owner: 'beta',
        members: [{ project: 'alpha' }],
        properties: LARGE,
        visibility: 'shared',
      })),
    );
    const as = JSON.stringify(variables).includes('sharedWith') ? 'alpha' : 'beta';
    const expected = [5, 4, 3, 2, 1].slice(0, first);
    expect(await run(IMAGES, { ...variables, first }, as)).toEqual({
      data: page(expected, expect.any(Boolean)),
    });
  });

  it('leaves out an image that is too large alone, says so, and goes on behind it', async () => {
    const { run } = await startReads(
      createImages(5, (number) => ({
        owner: 'beta',
        members: [{ project: 'alpha' }],
        properties: number === 3 || number === 2 ? TOO_LARGE : {},
      })),
    );
    const as = JSON.stringify(variables).includes('sharedWith') ? 'alpha' : 'beta';
    const body = await run(IMAGES, { ...variables, first: 100 }, as);
    expect(body).toMatchObject({ data: page([5, 4, 1], false) });
    expect(body).toHaveProperty('errors');
    expect(Object(body).errors).toContainEqual(LEFT_OUT);
  });
});

describe('large images', () => {
  it('end a page early, which then says that there is another one', async () => {
    const { run } = await startReads(createImages(12, () => ({ properties: LARGE })));
    const first = await run(IMAGES, { first: 100 });
    expect(first).toEqual({ data: page([12, 11, 10, 9, 8, 7, 6, 5, 4, 3], true) });
    const after: unknown = Object(first).data.images.pageInfo.endCursor;
    expect(await run(IMAGES, { first: 100, after })).toEqual({ data: page([2, 1], false) });
  });

  it('are too many to be sorted before they fill the memory', async () => {
    const { recorder, run } = await startReads(createImages(30, () => ({ properties: LARGE })));
    expect(await run(IMAGES, { orderBy: { field: 'NAME', direction: 'ASC' }, first: 1 })).toMatchObject({
      errors: [{ extensions: { code: 'INVALID_INPUT', issues: [{ path: ['orderBy', 'field'] }] } }],
    });
    expect(recorder.calls.length).toBeLessThan(30);
  });
});
