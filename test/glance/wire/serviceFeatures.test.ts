import { describe, expect, it } from 'vitest';
import type { Intercept, Recorder } from '../../support/recorder.ts';
import { ALPHA, createImages, startReads, toImageId } from '../../support/startReads.ts';

const IMAGES = `query ($filter: ImageFilter, $first: Int) {
  images(filter: $filter, first: $first) { nodes { id } pageInfo { hasNextPage } }
}`;
const ENTITIES = 'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Image { id } } }';

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const toRefs = (count: number) => range(count).map((number) => ({ __typename: 'Image', id: toImageId(number) }));
const page = (ids: readonly number[]) => ({
  data: { images: { nodes: ids.map((number) => ({ id: toImageId(number) })), pageInfo: { hasNextPage: false } } },
});
const isRoot = ({ url }: { url: string }): boolean => url === '/';
const countRoots = ({ calls }: Recorder): number => calls.filter(isRoot).length;

/** Clouds whose version document cannot be read, or that say nothing there. */
const DOCUMENTS: readonly [what: string, intercept: Intercept][] = [
  ['with its version document', (_call, forward) => forward()],
  [
    'with a version document that has status 200',
    async (call, forward) => (isRoot(call) ? { ...(await forward()), status: 200 } : forward()),
  ],
  ['without a version document', async (call, forward) => (isRoot(call) ? { status: 404, body: '' } : forward())],
  [
    'whose version document names no minor version',
    async (call, forward) =>
      isRoot(call) ? { status: 300, body: '{"versions":[{"id":"v2","status":"CURRENT"}]}' } : forward(),
  ],
  ['with a page of a portal there', async (call, forward) => (isRoot(call) ? { status: 200, body: '<p>' } : forward())],
];

describe.each(DOCUMENTS)('a Glance of API version 2.6 %s', (_what, intercept) => {
  const start = () =>
    startReads(
      createImages(6, (number) => ({
        owner: number % 2 === 0 ? 'beta' : 'alpha',
        visibility: number > 4 ? 'public' : 'shared',
        members: [{ project: 'alpha' }],
      })),
      { apiMinor: 6, intercept },
    );

  it.each<[what: string, filter: object, ids: readonly number[]]>([
    ['without a filter', {}, [6, 5, 3, 1]],
    ['that are not hidden', { hidden: false }, [6, 5, 3, 1]],
    ['that are hidden, which none is', { hidden: true }, []],
    ['by name', { name: 'image-003' }, [3]],
    ['by id', { ids: range(6).map(toImageId) }, [6, 5, 4, 3, 2, 1]],
    ['by id and owner', { ids: range(6).map(toImageId), ownerId: ALPHA }, [5, 3, 1]],
    ['by id and visibility', { ids: range(6).map(toImageId), visibility: 'PUBLIC' }, [6, 5]],
    ['by id, hidden', { ids: range(6).map(toImageId), hidden: true }, []],
    ['that others share', { sharedWith: { projectId: ALPHA } }, [4, 2]],
  ])('lists images %s', async (_filter, filter, ids) => {
    const { run } = await start();
    expect(await run(IMAGES, { filter })).toEqual(page(ids));
    expect(await run(IMAGES, { filter })).toEqual(page(ids));
  });

  it('answers references', async () => {
    const { run } = await start();
    expect(await run(ENTITIES, { refs: toRefs(7) })).toEqual({
      data: { _entities: [...range(6).map((number) => ({ id: toImageId(number) })), null] },
    });
  });
});

describe('the version document of the image service', () => {
  it('is read once for concurrent operations, and not again', async () => {
    const { recorder, run } = await startReads(createImages(2), { apiMinor: 6 });
    const answers = await Promise.all(range(5).map(() => run(IMAGES)));
    expect([...answers, await run(IMAGES)]).toEqual(Array.from({ length: 6 }, () => page([2, 1])));
    expect(countRoots(recorder)).toBe(1);
    const after = recorder.calls.slice(-1).map(({ url }) => url);
    expect(after).toEqual(['/v2/images?limit=25&sort_key=created_at&sort_dir=desc']);
  });

  it('is not read when an image shows the features already', async () => {
    const { recorder, run } = await startReads(createImages(2));
    expect(await run(IMAGES)).toEqual(page([2, 1]));
    expect(await run(IMAGES, { filter: { name: 'none' } })).toEqual(page([]));
    expect(countRoots(recorder)).toBe(0);
  });

  it('is not read by operations that list nothing', async () => {
    const { recorder, run } = await startReads(createImages(2), { apiMinor: 6 });
    await run('query ($id: ID!) { image(id: $id) { name members { status } } }', { id: toImageId(1) });
    expect(countRoots(recorder)).toBe(0);
  });

  it('is not read again at once when it could not be read', async () => {
    const { recorder, run } = await startReads([], {
      intercept: async (call, forward) => (isRoot(call) ? { status: 500, body: '' } : forward()),
    });
    expect(await run(IMAGES)).toEqual(page([]));
    expect(await run(IMAGES)).toEqual(page([]));
    expect(countRoots(recorder)).toBe(1);
  });

  it('is overruled by a refusal of visibility=all, which is then not tried again', async () => {
    const refusal = { status: 400, body: '{"message": "Invalid visibility value: all<br /><br />\\n\\n\\n"}' };
    const { recorder, run } = await startReads(createImages(3), {
      intercept: async (call, forward) => (call.url.includes('visibility=all') ? refusal : forward()),
    });
    const found = { data: { _entities: range(3).map((number) => ({ id: toImageId(number) })) } };
    expect(await run(ENTITIES, { refs: toRefs(3) })).toEqual(found);
    const asked = recorder.calls.length;
    expect(await run(ENTITIES, { refs: toRefs(3) })).toEqual(found);
    expect(recorder.calls.slice(asked).map(({ url }) => url)).toEqual(
      range(3).map((number) => `/v2/images/${toImageId(number)}`),
    );
  });
});
