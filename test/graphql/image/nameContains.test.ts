import { describe, expect, it } from 'vitest';
import type { SeedImage } from '../../../src/embedded/seed.ts';
import { ALPHA, createImages, startReads, toImageId } from '../../support/startReads.ts';

const IMAGES = `query ($filter: ImageFilter, $orderBy: ImageOrder, $first: Int, $after: String) {
  images(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id }
    stoppedEarly
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Every nth image is a match, from the oldest on. */
const everyNth = (every: number) => (number: number) => ({ name: number % every === 0 ? 'Debian 13' : 'other' });

const nodesOf = (...numbers: readonly number[]) => numbers.map((number) => ({ id: toImageId(number) }));
const endCursorOf = (body: unknown): unknown => Object(body).data.images.pageInfo.endCursor;
const limitsOf = (calls: readonly { readonly url: string }[]) =>
  calls.map(({ url }) => new URLSearchParams(url.split('?')[1]).get('limit'));

function page(numbers: readonly number[], { stoppedEarly = false, hasNextPage = false } = {}) {
  const endCursor: unknown = expect.toBeOneOf([null, expect.any(String)]);
  return { data: { images: { nodes: nodesOf(...numbers), stoppedEarly, pageInfo: { hasNextPage, endCursor } } } };
}

describe('a search by a part of the name', () => {
  it.each<[what: string, name: string, part: string]>([
    ['lower case in a name in upper case', 'UBUNTU-24', 'ubuntu'],
    ['upper case in a name in lower case', 'ubuntu-24', 'BUNT'],
    ['the whole name', 'ubuntu', 'ubuntu'],
    ['a letter in upper case with an accent', 'Zürich', 'ZÜR'],
    ['an accented letter of one character in a name that has two', 'Zu\u0308rich', 'z\u00fcr'],
    ['an accented letter of two characters in a name that has one', 'Z\u00fcrich', 'zu\u0308r'],
    ['the end of a Greek word within another word', 'οδοσα', 'ΔΟΣ'],
    ['the end of a Greek word', 'ΟΔΟΣ', 'δοσ'],
    ['a character that has a meaning for regular expressions', 'a.*(b)', '.*('],
    ['a character that has a meaning for SQL', '100%_free', '%_'],
    ['a colon, after which an operator could stand', 'in:a,b', 'IN:'],
    ['a space', ' ', ' '],
  ])('finds %s', async (_what, name, nameContains) => {
    const { recorder, run } = await startReads(createImages(2, (number) => (number === 1 ? { name } : {})));
    expect(await run(IMAGES, { filter: { nameContains } })).toEqual(page([1]));
    expect(recorder.calls.map(({ url }) => url)).toEqual([
      '/v2/images?limit=100&os_hidden=false&sort_key=created_at&sort_dir=desc',
    ]);
  });

  it.each<[what: string, name: string | null, part: string]>([
    ['no name at all', null, 'null'],
    ['an empty name', '', 'a'],
    ['a letter without the accent', 'Zürich', 'zu'],
    ['another letter', 'straße', 'SS'],
  ])('does not find %s', async (_what, name, nameContains) => {
    const { run } = await startReads(createImages(1, () => ({ name })));
    expect(await run(IMAGES, { filter: { nameContains } })).toEqual(page([]));
  });

  it('does not find an image whose name cannot be read', async () => {
    const { run } = await startReads(createImages(2), {
      intercept: async (_call, forward) => {
        const answer = await forward();
        return { ...answer, body: answer.body.replace('"image-002"', '["image-002"]') };
      },
    });
    expect(await run(IMAGES, { filter: { nameContains: 'image' } })).toEqual(page([1]));
  });

  it('begins with a large page, fills the page of the client, and goes on behind it', async () => {
    const { recorder, run } = await startReads(createImages(250, everyNth(50)));
    const filter = { nameContains: 'debian' };

    const first = await run(IMAGES, { filter, first: 3 });
    expect(first).toEqual(page([250, 200, 150], { hasNextPage: true }));
    expect(limitsOf(recorder.calls)).toEqual(['100', '100']);
    expect(await run(IMAGES, { filter, first: 3, after: endCursorOf(first) })).toEqual(page([100, 50]));
  });

  it('stops after 500 images, says so, and goes on from there', async () => {
    const { recorder, run } = await startReads(
      createImages(501, (number) => ({ name: number === 1 ? 'Debian 13' : 'other' })),
    );
    const filter = { nameContains: 'debian' };

    const first = await run(IMAGES, { filter });
    expect(first).toEqual(page([], { stoppedEarly: true, hasNextPage: true }));
    expect(limitsOf(recorder.calls)).toEqual(Array.from({ length: 5 }, () => '100'));
    expect(await run(IMAGES, { filter, after: endCursorOf(first) })).toEqual(page([1]));
  });

  it('has not stopped early when its page is full or the list has ended', async () => {
    const { run } = await startReads(createImages(520, everyNth(500)));
    const filter = { nameContains: 'debian' };

    expect(await run(IMAGES, { filter, first: 1 })).toEqual(page([500], { hasNextPage: true }));
    expect(await run(IMAGES, { filter, first: 2 })).toEqual(page([500], { hasNextPage: true, stoppedEarly: true }));
    expect(await run(IMAGES, { filter: { nameContains: 'other', ids: [toImageId(1)] } })).toEqual(page([1]));
  });

  it.each(['NAME', 'SIZE'])('looks at the whole list in the order by %s', async (field) => {
    const { run } = await startReads(createImages(750, everyNth(250)));
    const orderBy = { field, direction: 'ASC' };
    const filter = { nameContains: 'debian' };

    const first = await run(IMAGES, { filter, orderBy, first: 2 });
    expect(first).toEqual(page([250, 500], { hasNextPage: true }));
    expect(await run(IMAGES, { filter, orderBy, first: 2, after: endCursorOf(first) })).toEqual(page([750]));
  });

  it.each(['CREATED_AT', 'UPDATED_AT', 'STATUS', 'NAME', 'SIZE'])(
    'finds every match once, page by page, in the order by %s',
    async (field) => {
      const { run } = await startReads(createImages(40, everyNth(4)));
      const found: string[] = [];
      for (let after: unknown = null; ;) {
        const body = await run(IMAGES, {
          filter: { nameContains: 'DEBIAN' },
          orderBy: { field, direction: 'ASC' },
          first: 3,
          after,
        });
        const { nodes, pageInfo } = Object(body).data.images;
        found.push(...nodes.map(({ id }: { id: string }) => id));
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      expect(found.toSorted()).toEqual([4, 8, 12, 16, 20, 24, 28, 32, 36, 40].map(toImageId));
    },
  );

  it('reads the memberships of matches only, in an inbox', async () => {
    const toOffer = (number: number): Partial<SeedImage> => ({
      ...everyNth(5)(number),
      owner: 'beta',
      members: [{ project: 'alpha' }],
    });
    const { recorder, run } = await startReads(createImages(10, toOffer));
    const filter = { nameContains: 'debian', sharedWith: { projectId: ALPHA } };

    expect(await run(IMAGES, { filter })).toEqual(page([10, 5]));
    expect(recorder.calls.map(({ url }) => url)).toEqual([
      '/v2/images?limit=100&visibility=shared&member_status=pending&os_hidden=false&sort_key=created_at&sort_dir=desc',
      `/v2/images/${toImageId(10)}/members/${ALPHA}`,
      `/v2/images/${toImageId(5)}/members/${ALPHA}`,
    ]);
  });

  it.each<[what: string, filter: object]>([
    ['an empty text', { nameContains: '' }],
    ['a text of 256 characters', { nameContains: 'x'.repeat(256) }],
    ['a four-byte character', { nameContains: '\u{1f3b8}' }],
    ['half a character', { nameContains: '\ud83c' }],
    ['a name as well', { nameContains: 'a', name: 'a' }],
  ])('is refused before any call for %s', async (_what, filter) => {
    const { recorder, run } = await startReads([]);
    expect(await run(IMAGES, { filter })).toMatchObject({
      data: { images: null },
      errors: [{ extensions: { code: 'INVALID_INPUT', issues: [{ path: ['filter', 'nameContains'] }] } }],
    });
    expect(recorder.calls).toEqual([]);
  });
});
