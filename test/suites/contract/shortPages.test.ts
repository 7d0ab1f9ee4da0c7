import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { startGlance, type Glance } from '../../support/realGlance/glance.ts';
import { addImage } from './images.ts';

const real = inject('realGlance');
const COUNT = 45;
const IMAGES = `query ($filter: ImageFilter, $orderBy: ImageOrder, $first: Int) {
  images(filter: $filter, orderBy: $orderBy, first: $first) { nodes { id } pageInfo { hasNextPage } }
}`;
const ENTITIES = 'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Image { id } } }';

describe('with api_limit_max = 10', () => {
  let glance: Glance | undefined;
  const ids: string[] = [];
  const tag = 'short-pages';

  beforeAll(async () => {
    glance = await startGlance(real.folder, { ...real, rbac: 'new', limitMax: 10 });
    const upstream = { name: 'real', ...real } as const;
    for (let index = 0; index < COUNT; index += 1) {
      const fields = { name: `short ${String(index).padStart(2, '0')}`, tags: [tag] };
      ids.push(await addImage(upstream, real.endpoint, 'alpha', fields));
    }
  });

  afterAll(() => glance?.stop());

  it.each<[what: string, filter: () => object, orderBy: object, first: number, expected: () => readonly string[]]>([
    ['45 images by id', () => ({ ids }), { field: 'CREATED_AT' }, 100, () => ids.toSorted()],
    ['45 images by tag', () => ({ tags: [tag] }), { field: 'CREATED_AT' }, 100, () => ids.toSorted()],
    ['45 images by name', () => ({ tags: [tag] }), { field: 'NAME' }, 100, () => ids.toSorted()],
    ['25 images of a page', () => ({ tags: [tag] }), { field: 'CREATED_AT' }, 25, () => ids.slice(-25).toSorted()],
  ])('%s have every image', async (_what, filter, orderBy, first, expected) => {
    const gateway = await startGateway({ endpoint: glance?.url ?? '' });
    const { body } = await gateway.post(IMAGES, { filter: filter(), orderBy, first }, alpha);
    expect(body).toMatchObject({ data: { images: { pageInfo: { hasNextPage: first < COUNT } } } });
    expect(idsIn(body)).toEqual(expected());
  });

  it('all of 45 references are resolved', async () => {
    const gateway = await startGateway({ endpoint: glance?.url ?? '' });
    const refs = ids.map((id) => ({ __typename: 'Image', id }));
    const { body } = await gateway.post(ENTITIES, { refs }, alpha);
    expect(body).toEqual({ data: { _entities: ids.map((id) => ({ id })) } });
  });
});

const alpha = { 'x-auth-token': real.tokens.alpha };

function idsIn(body: unknown): readonly string[] {
  return Array.from(JSON.stringify(body).matchAll(/"id":"([^"]*)"/g), ([, id]) => id ?? '').toSorted();
}
