import { describe, expect, it } from 'vitest';
import { ALPHA, BETA, createImages, startReads, toImageId } from '../../support/startReads.ts';

const IMAGES = `query ($filter: ImageFilter, $orderBy: ImageOrder, $first: Int) {
  images(filter: $filter, orderBy: $orderBy, first: $first) { nodes { id } pageInfo { hasNextPage } }
}`;
const ENTITIES = 'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Image { id } } }';

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const newestFirst = (count: number) => range(count).reverse();
const page = (numbers: readonly number[], hasNextPage: boolean) => ({
  data: { images: { nodes: numbers.map((number) => ({ id: toImageId(number) })), pageInfo: { hasNextPage } } },
});

/** `api_limit_max` of Glance. With 1 every list is made of pages of one image. */
describe.each([1, 2, 7, 10])('with an image service whose largest page has %i images', (pageMax) => {
  it('all of 45 images are found by id', async () => {
    const { run } = await startReads(createImages(45), { pageMax });
    const filter = { ids: range(45).map(toImageId) };
    expect(await run(IMAGES, { filter, first: 100 })).toEqual(page(newestFirst(45), false));
    expect(await run(IMAGES, { filter, first: 20 })).toEqual(page(newestFirst(45).slice(0, 20), true));
  });

  it('a page has as many images as requested', async () => {
    const { run } = await startReads(createImages(45), { pageMax });
    expect(await run(IMAGES, { first: 15 })).toEqual(page(newestFirst(45).slice(0, 15), true));
  });

  it('the inbox has as many images as requested', async () => {
    const { run } = await startReads(
      createImages(40, (number) => ({ owner: number % 4 === 0 ? 'alpha' : 'beta', members: [{ project: 'alpha' }] })),
      { pageMax },
    );
    const shared = newestFirst(40).filter((number) => number % 4 !== 0);
    const filter = { sharedWith: { projectId: ALPHA } };
    expect(await run(IMAGES, { filter, first: 12 })).toEqual(page(shared.slice(0, 12), true));
  });

  it('a list by name has every image', async () => {
    const { run } = await startReads(createImages(45), { pageMax });
    const orderBy = { field: 'NAME', direction: 'ASC' };
    expect(await run(IMAGES, { orderBy, first: 100 })).toEqual(page(range(45), false));
  });

  it('all of 45 references are resolved', async () => {
    const { run } = await startReads(
      createImages(45, (number) => ({ hidden: number % 3 === 0 })),
      { pageMax },
    );
    const refs = range(46).map((number) => ({ __typename: 'Image', id: toImageId(number) }));
    expect(await run(ENTITIES, { refs })).toEqual({
      data: { _entities: [...range(45).map((number) => ({ id: toImageId(number) })), null] },
    });
  });

  it('a membership can be removed, after a look at the list of members', async () => {
    const { run } = await startReads(
      createImages(3, () => ({ members: [{ project: 'beta' }] })),
      { pageMax },
    );
    const remove = `mutation ($input: RemoveImageMemberInput!) { removeImageMember(input: $input) { __typename } }`;
    const input = { imageId: toImageId(2), memberId: BETA };
    const removed = { data: { removeImageMember: { __typename: 'RemoveImageMemberSuccess' } } };
    expect(await run(remove, { input })).toEqual(removed);
  });
});

describe('a list by name or size', () => {
  const query = (orderBy: object) => ({ orderBy, first: 2 });

  it('of 5000 images is sorted', async () => {
    const { recorder, run } = await startReads(createImages(5000, () => ({ name: null, size: 0 })));
    expect(await run(IMAGES, query({ field: 'SIZE', direction: 'DESC' }))).toEqual(page([5000, 4999], true));
    expect(recorder.calls.length).toBe(6);
  });

  it('of more than 5000 images is refused, and says what to do', async () => {
    const { recorder, run } = await startReads(createImages(5001));
    const message =
      'More images match than can be sorted by name or size: 5000, or 64 MiB. Narrow the filter, or choose another order.';
    expect(await run(IMAGES, query({ field: 'NAME', direction: 'DESC' }))).toMatchObject({
      data: { images: null },
      errors: [{ message, extensions: { code: 'INVALID_INPUT', issues: [{ path: ['orderBy', 'field'], message }] } }],
    });
    expect(recorder.calls.length).toBe(6);
  });
});
