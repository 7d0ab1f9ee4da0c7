import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPath } from '../faults/json.ts';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { toHostileTexts } from './hostileTexts.ts';
import { addImage, addMember } from './images.ts';
import { startUpstreams } from './upstreams.ts';

const SEED = 11;
const TEXTS = toHostileTexts(SEED, 12);
const IMAGES = `query ($filter: ImageFilter!, $after: String) {
  images(filter: $filter, first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
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
      const found = await findAll(gateway, filter);
      if (!isDeepStrictEqual(found, id ? [{ id }] : [])) wrong.push({ text, found });
    }
    return wrong;
  }

  /** A filter that the gateway applies by itself may end a page before it is full. */
  async function findAll(gateway: Gateway, filter: object): Promise<readonly unknown[]> {
    const nodes: unknown[] = [];
    for (let after: unknown = null; ;) {
      const { body } = await gateway.post(IMAGES, { filter, after }, { 'x-auth-token': upstream.tokens.admin });
      const found = readPath(body, ['data', 'images', 'nodes']);
      if (!Array.isArray(found)) return [body];
      nodes.push(...found);
      if (readPath(body, ['data', 'images', 'pageInfo', 'hasNextPage']) !== true) return nodes;
      after = readPath(body, ['data', 'images', 'pageInfo', 'endCursor']);
    }
  }
});

const toSharedName = (index: number): string => `shared with text ${index}`;
