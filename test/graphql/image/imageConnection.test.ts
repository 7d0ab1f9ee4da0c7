import { describe, expect, it } from 'vitest';
import { ALPHA, createImages, startReads, toImageId } from '../../support/startReads.ts';

const IMAGES = `query ($filter: ImageFilter, $orderBy: ImageOrder, $first: Int, $after: String) {
  images(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

const CURSOR_REFUSED = {
  data: { images: null },
  errors: [
    {
      message: 'The cursor belongs to another filter or order, or its image is gone. Start again without it.',
      locations: [{ line: 2, column: 3 }],
      path: ['images'],
      extensions: {
        code: 'INVALID_INPUT',
        retryable: false,
        issues: [
          {
            path: ['after'],
            message: 'The cursor belongs to another filter or order, or its image is gone. Start again without it.',
          },
        ],
      },
    },
  ],
};

describe('images', () => {
  it('pages newest first, with every condition on every page', async () => {
    const images = createImages(5, (number) => ({ tags: number === 3 ? ['lts'] : ['lts', 'ubuntu'] }));
    const { recorder, run } = await startReads(images);
    const filter = { tags: ['lts', 'ubuntu'] };

    const first = readPage(await run(IMAGES, { filter, first: 2 }));
    expect(first).toMatchObject({ ids: [5, 4].map(toImageId), hasNextPage: true, hasPreviousPage: false });
    const second = readPage(await run(IMAGES, { filter, first: 2, after: first.endCursor }));
    expect(second).toMatchObject({ ids: [2, 1].map(toImageId), hasNextPage: true, hasPreviousPage: true });
    const third = readPage(await run(IMAGES, { filter, first: 2, after: second.endCursor }));
    expect(third).toEqual({ ids: [], hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null });
    const queries = recorder.calls.map(({ url }) => new URLSearchParams(url.split('?')[1]));
    expect(queries.map((query) => query.getAll('tag'))).toEqual(Array.from({ length: 3 }, () => ['lts', 'ubuntu']));
    expect(queries.map((query) => query.get('marker'))).toEqual([null, toImageId(4), toImageId(1)]);
  });

  it.each<[what: string, change: object]>([
    ['of another filter', { filter: { name: 'image-001' } }],
    ['of another order', { orderBy: { field: 'NAME', direction: 'ASC' } }],
    ['of another direction', { orderBy: { field: 'CREATED_AT', direction: 'ASC' } }],
    ['of an inbox', { filter: { sharedWith: { projectId: ALPHA } } }],
    ['that nobody made', { after: 'bm90aGluZw' }],
    ['that is an image ID', { after: toImageId(2) }],
    ['that is empty', { after: '' }],
  ])('refuses a cursor %s, without a call', async (_what, change) => {
    const { recorder, run } = await startReads(createImages(3));
    const { endCursor } = readPage(await run(IMAGES, { first: 2 }));

    expect(await run(IMAGES, { first: 2, after: endCursor, ...change })).toEqual(CURSOR_REFUSED);
    expect(recorder.calls.length).toBe(1);
  });

  it('takes a cursor with another page size', async () => {
    const { run } = await startReads(createImages(3));
    const { endCursor } = readPage(await run(IMAGES, { first: 1 }));

    expect(readPage(await run(IMAGES, { first: 100, after: endCursor })).ids).toEqual([2, 1].map(toImageId));
  });

  it.each([
    ['does not exist any more', 400],
    ['may not be seen any more', 403],
  ])('refuses a cursor whose image %s', async (_what, status) => {
    const { run } = await startReads(createImages(3), {
      intercept: (call, forward) =>
        call.url.includes('marker=') ? Promise.resolve({ status, body: '{}' }) : forward(),
    });
    const { endCursor } = readPage(await run(IMAGES, { first: 2 }));

    expect(await run(IMAGES, { first: 2, after: endCursor })).toEqual(CURSOR_REFUSED);
  });

  it.each([41, 50])('finds %i images by id in two calls, in order and page by page', async (count) => {
    const { recorder, run } = await startReads(createImages(count));
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    const filter = { ids: numbers.map(toImageId) };
    const orderBy = { field: 'NAME', direction: 'ASC' };

    const first = readPage(await run(IMAGES, { filter, orderBy, first: 30 }));
    expect(first).toMatchObject({ ids: numbers.slice(0, 30).map(toImageId), hasNextPage: true });
    const second = readPage(await run(IMAGES, { filter, orderBy, first: 30, after: first.endCursor }));
    expect(second).toMatchObject({ ids: numbers.slice(30).map(toImageId), hasNextPage: false });
    expect(recorder.calls.length).toBe(4);
    expect(Math.max(...recorder.calls.map(({ url }) => url.length))).toBeLessThanOrEqual(1700);
  });

  it('refuses more than 50 ids', async () => {
    const { recorder, run } = await startReads([]);
    const filter = { ids: Array.from({ length: 51 }, (_, index) => toImageId(index)) };
    const message = 'At most 50 image IDs can be given.';

    expect(await run(IMAGES, { filter })).toMatchObject({
      data: { images: null },
      errors: [{ extensions: { code: 'INVALID_INPUT', issues: [{ path: ['filter', 'ids'], message }] } }],
    });
    expect(recorder.calls).toEqual([]);
  });
});

describe('images shared with a project', () => {
  const inboxOf = (status = 'PENDING') => ({ sharedWith: { projectId: ALPHA, status } });

  it('leaves out what the project shares itself, and fills the page', async () => {
    // Of fifteen images every fifth comes from beta; the rest are alpha's own, which Glance lists as well.
    const { run } = await startReads(createImages(15, fromBeta(5)));

    const first = readPage(await run(IMAGES, { filter: inboxOf(), first: 2 }));
    expect(first).toMatchObject({ ids: [15, 10].map(toImageId), hasNextPage: true });
    const second = readPage(await run(IMAGES, { filter: inboxOf(), first: 2, after: first.endCursor }));
    expect(second.ids).toEqual([5].map(toImageId));
  });

  it('finds an image behind many own ones, however small the page', async () => {
    const { recorder, run } = await startReads(createImages(30, fromBeta(30, 1)));

    expect(await run(IMAGES, { filter: inboxOf(), first: 1 })).toMatchObject({
      data: { images: { nodes: [{ id: toImageId(1) }], pageInfo: { hasNextPage: false } } },
    });
    const limits = recorder.calls.map(({ url }) => new URLSearchParams(url.split('?')[1]).get('limit'));
    expect(limits).toEqual(['2', '100', null]);
  });

  it('looks at no more than five pages of a hundred for one response, and goes on from there', async () => {
    const { recorder, run } = await startReads(createImages(501, fromBeta(501, 1)));

    const first = readPage(await run(IMAGES, { filter: inboxOf(), first: 2 }));
    expect(first).toMatchObject({ ids: [], hasNextPage: true, startCursor: null });
    expect(recorder.calls.length).toBe(5);
    const second = readPage(await run(IMAGES, { filter: inboxOf(), first: 2, after: first.endCursor }));
    expect(second).toMatchObject({ ids: [toImageId(1)], hasNextPage: false });
  });

  it('is right for an admin, for whom Glance lists everything', async () => {
    const images = createImages(6, (number) => ({
      owner: number === 6 ? 'alpha' : 'beta',
      members: [{ project: number === 5 ? 'admin' : 'alpha', status: number === 4 ? 'rejected' : 'pending' }],
    }));
    const { run } = await startReads(images);

    expect(readPage(await run(IMAGES, { filter: inboxOf() }, 'admin')).ids).toEqual([3, 2, 1].map(toImageId));
    expect(readPage(await run(IMAGES, { filter: inboxOf('REJECTED') }, 'admin')).ids).toEqual([toImageId(4)]);
  });

  it('shows nobody the inbox of another project', async () => {
    const { run } = await startReads(createImages(3, fromBeta(1)));

    expect(readPage(await run(IMAGES, { filter: { sharedWith: { projectId: 'd'.repeat(32) } } })).ids).toEqual([]);
  });
});

/** Every nth image is beta's, shared with alpha; the others are alpha's. */
function fromBeta(every: number, remainder = 0) {
  return (number: number) =>
    number % every === remainder
      ? ({ owner: 'beta', members: [{ project: 'alpha' }] } as const)
      : ({ owner: 'alpha', members: [{ project: 'beta' }] } as const);
}

interface Page {
  readonly ids: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

function readPage(body: unknown): Page {
  const images = readField(readField(body, 'data'), 'images');
  const nodes = readField(images, 'nodes');
  if (!Array.isArray(nodes)) throw new Error(`no page: ${JSON.stringify(body)}`);
  const pageInfo = readField(images, 'pageInfo');
  const text = (key: string): string | null => {
    const value = readField(pageInfo, key);
    return typeof value === 'string' ? value : null;
  };
  return {
    ids: nodes.map((node) => String(readField(node, 'id'))),
    hasNextPage: readField(pageInfo, 'hasNextPage') === true,
    hasPreviousPage: readField(pageInfo, 'hasPreviousPage') === true,
    startCursor: text('startCursor'),
    endCursor: text('endCursor'),
  };
}

function readField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}
