import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { toHostileTexts } from './hostileTexts.ts';
import { addImage, addMember } from './images.ts';
import { startUpstreams } from './upstreams.ts';

const SEED = 11;
const TEXTS = toHostileTexts(SEED, 12);
const IMAGES = `query ($filter: ImageFilter!) {
  images(filter: $filter, first: 100) { nodes { id } pageInfo { hasNextPage } }
}`;

interface Filter {
  readonly by: string;
  /** @param ids of images that have other texts, and of the one that has this text */
  readonly toFilter: (text: string, ids: readonly string[]) => object;
}

/** Of an image whose name, owner and tags are the text. */
const FILTERS: readonly Filter[] = [
  { by: 'name', toFilter: (name) => ({ name }) },
  { by: 'tag', toFilter: (text) => ({ tags: [text] }) },
  { by: 'name, among images by id', toFilter: (name, ids) => ({ name, ids }) },
  {
    by: 'name, tag, status and visibility',
    toFilter: (name) => ({ name, tags: [name, 'also'], statuses: ['QUEUED', 'ACTIVE'], visibility: 'SHARED' }),
  },
];
const OWNER_FILTERS: readonly Filter[] = [
  { by: 'owner', toFilter: (ownerId) => ({ ownerId }) },
  { by: 'owner, among images by id', toFilter: (ownerId, ids) => ({ ownerId, ids }) },
];

const upstreams = await startUpstreams();

describe.each([upstreams.embedded, upstreams.real])('a filter before the $name Glance', (upstream) => {
  const ids: string[] = [];
  const sharedIds: string[] = [];

  beforeAll(async () => {
    const { endpoint } = upstream;
    for (const [index, text] of TEXTS.entries()) {
      ids.push(await addImage(upstream, endpoint, 'admin', { name: text, owner: text, tags: [text, 'also'] }));
      const sharedId = await addImage(upstream, endpoint, 'alpha', { name: toSharedName(index) });
      if (text !== '') await addMember(upstream, endpoint, sharedId, text);
      sharedIds.push(sharedId);
    }
  });

  it.each(FILTERS)(`finds exactly the image of each text by $by, seed ${SEED}`, async ({ toFilter }) => {
    expect(await findWrong((text, index) => ({ filter: toFilter(text, idsAround(index)), id: ids[index] }))).toEqual(
      [],
    );
  });

  it.each(OWNER_FILTERS)(`finds exactly the image of each text by $by, seed ${SEED}`, async ({ toFilter }) => {
    // Glance stores no owner where it is given an empty one.
    const toId = (text: string, index: number): string | undefined => (text === '' ? undefined : ids[index]);
    expect(
      await findWrong((text, index) => ({ filter: toFilter(text, idsAround(index)), id: toId(text, index) })),
    ).toEqual([]);
  });

  it(`finds exactly the image that is shared with each text, seed ${SEED}`, async () => {
    expect(
      await findWrong((text, index) =>
        text === ''
          ? null
          : { filter: { name: toSharedName(index), sharedWith: { projectId: text } }, id: sharedIds[index] },
      ),
    ).toEqual([]);
  });

  const idsAround = (index: number): readonly string[] => ids.slice(Math.max(0, index - 20), index + 10);

  /** The texts for which the filter finds another image, none, or several. */
  async function findWrong(
    toCase: (text: string, index: number) => { filter: object; id: string | undefined } | null,
  ): Promise<unknown[]> {
    const gateway = await startGateway({ endpoint: upstream.endpoint });
    const wrong: unknown[] = [];
    for (const [index, text] of TEXTS.entries()) {
      const asked = toCase(text, index);
      if (asked === null) continue;
      const { filter, id } = asked;
      const { body } = await gateway.post(IMAGES, { filter }, { 'x-auth-token': upstream.tokens.admin });
      const right = { data: { images: { nodes: id ? [{ id }] : [], pageInfo: { hasNextPage: false } } } };
      if (!isDeepStrictEqual(body, right)) wrong.push({ text, body });
    }
    return wrong;
  }
});

const toSharedName = (index: number): string => `shared with text ${index}`;
