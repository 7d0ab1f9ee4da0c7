import { describe, expect, it } from 'vitest';
import { createImages, startReads, toImageId } from '../../support/startReads.ts';

const IMAGES = 'query ($filter: ImageFilter) { images(filter: $filter) { nodes { id } } }';

/** Image 1 has no name, 2 has an empty one, 3 has a name; of tags alike. */
const NAMES = [null, '', 'named'];
const TAGS = [[], [''], ['tagged']];
const start = () =>
  startReads(createImages(3, (number) => ({ name: NAMES[number - 1] ?? null, tags: TAGS[number - 1] ?? [] })));

describe('a condition of images', () => {
  it.each<[what: string, filter: object | null, numbers: readonly number[]]>([
    ['an empty name is that of an image with an empty name', { name: '' }, [2]],
    ['an empty tag is that of an image with an empty tag', { tags: [''] }, [2]],
    ['an empty owner is no owner that an image can have', { ownerId: '' }, []],
    ['no id at all is no image', { ids: [] }, []],
    ['no state at all is no image', { statuses: [] }, []],
    ['no tag at all is every image, since every image has all of them', { tags: [] }, [3, 2, 1]],
    ['a null name is no condition', { name: null }, [3, 2, 1]],
    ['a null owner is no condition', { ownerId: null }, [3, 2, 1]],
    ['null ids are no condition', { ids: null }, [3, 2, 1]],
    ['null states are no condition', { statuses: null }, [3, 2, 1]],
    ['null tags are no condition', { tags: null }, [3, 2, 1]],
    ['null for protected is no condition', { protected: null }, [3, 2, 1]],
    ['null for a visibility is no condition', { visibility: null }, [3, 2, 1]],
    ['a null inbox is no condition', { sharedWith: null }, [3, 2, 1]],
    ['a null filter is no condition', null, [3, 2, 1]],
    ['false for protected is a condition', { protected: false }, [3, 2, 1]],
    ['true for protected is a condition', { protected: true }, []],
  ])('%s', async (_what, filter, numbers) => {
    const { run } = await start();
    expect(await run(IMAGES, { filter })).toEqual({
      data: { images: { nodes: numbers.map((number) => ({ id: toImageId(number) })) } },
    });
  });

  it.each<[what: string, filter: object, path: readonly string[]]>([
    ['an empty project of an inbox', { sharedWith: { projectId: '' } }, ['filter', 'sharedWith', 'projectId']],
    ['a name of 256 characters', { name: 'x'.repeat(256) }, ['filter', 'name']],
    ['a name of four-byte characters', { name: '\u{1f3b8}' }, ['filter', 'name']],
    ['half a character in a tag', { tags: ['\ud83c'] }, ['filter', 'tags']],
    ['an owner of 256 characters', { ownerId: 'x'.repeat(256) }, ['filter', 'ownerId']],
    ['an id that is none', { ids: [''] }, ['filter', 'ids']],
  ])('is refused before any call when it is %s', async (_what, filter, path) => {
    const { recorder, run } = await start();
    expect(await run(IMAGES, { filter })).toMatchObject({
      data: { images: null },
      errors: [{ extensions: { code: 'INVALID_INPUT', issues: [{ path }] } }],
    });
    expect(recorder.calls).toEqual([]);
  });
});
