import { describe, expect, it } from 'vitest';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { readPath, toImage, toProtocolError } from '../../support/rows/images.ts';
import { startRowServer, type RowServer } from '../../support/rows/rowServer.ts';

const COUNT = 9;
const MAX_PAGES = 30;
const ids = Array.from({ length: COUNT }, (_, index) => `00000000-0000-4000-8000-00000000000${index}`);

const IMAGES = `query ($first: Int!, $after: String, $orderBy: ImageOrder, $filter: ImageFilter) {
  images(first: $first, after: $after, orderBy: $orderBy, filter: $filter) { nodes { id } pageInfo { hasNextPage endCursor } }
}`;

/** What the service announces as the marker behind a row that has no id. */
const MARKERS: Readonly<Record<string, (id: string) => string>> = {
  'its stored id': (id) => `marker=${id}`,
  None: () => 'marker=None',
  nothing: () => '',
};

/** Pages by limit and marker, of rows some of which show no id. */
async function startPages(
  unreadable: readonly number[],
  toMarker: (id: string) => string,
  pageMax = 1000,
): Promise<RowServer> {
  const server = await startRowServer({ images: [], members: [] });
  server.shown.intercept = (_method, url) => {
    const [path, query] = url.split('?');
    const asked = path?.split('/')[3];
    if (asked !== undefined) return { status: 200, body: JSON.stringify({ ...toPlain(toImage(0)), id: asked }) };
    const parameters = new URLSearchParams(query);
    const marker = parameters.get('marker');
    const start = marker === null ? 0 : ids.indexOf(marker) + 1;
    if (marker !== null && start === 0) return { status: 400 };
    const end = Math.min(start + Math.min(Number(parameters.get('limit')), pageMax), COUNT);
    const images = ids.slice(start, end).map((id, index) => {
      const shown = unreadable.includes(start + index) ? null : id;
      return JSON.stringify({ ...toPlain(toImage(0)), id: shown });
    });
    const last = end - 1;
    const announced = unreadable.includes(last) ? toMarker(ids[last] ?? '') : `marker=${ids[last]}`;
    const next = end < COUNT ? `,"next":"/v2/images?limit=1&${announced}"` : '';
    return { status: 200, body: `{"images":[${images.join()}]${next}}` };
  };
  return server;
}

function toPlain(row: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !name.startsWith(' '))
      .map(([name, text]): [string, unknown] => [name, JSON.parse(text)]),
  );
}

/** Every image of every page, and how many errors came with them. */
async function readAll(gateway: Gateway, variables: object): Promise<{ found: unknown[]; errors: unknown[] }> {
  const found: unknown[] = [];
  const errors: unknown[] = [];
  let after: unknown = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { body } = await gateway.post(IMAGES, { ...variables, after });
    const nodes = readPath(body, ['data', 'images', 'nodes']);
    if (!Array.isArray(nodes)) throw new Error(`no page: ${JSON.stringify(body)}`);
    found.push(...nodes.map((node: unknown) => readPath(node, ['id'])));
    const told = readPath(body, ['errors']);
    if (Array.isArray(told)) errors.push(...told);
    if (readPath(body, ['data', 'images', 'pageInfo', 'hasNextPage']) !== true) return { found, errors };
    after = readPath(body, ['data', 'images', 'pageInfo', 'endCursor']);
    expect(after).toEqual(expect.any(String));
  }
  throw new Error('the pages do not end');
}

const LISTS: readonly [name: string, variables: object][] = [
  ['a list', {}],
  ['a list by state', { orderBy: { field: 'STATUS', direction: 'ASC' } }],
  ['a list by name', { orderBy: { field: 'NAME', direction: 'ASC' } }],
];

describe.each(Object.entries(MARKERS))(
  'rows without an id, behind which the service announces %s,',
  (_name, toMarker) => {
    it.each(LISTS)('hide no other image of %s, whatever the size of its pages', async (_list, variables) => {
      for (const unreadable of [[0], [COUNT - 1], [0, 1, 2], [2, 5, 6], [0, 2, 4, 6, 8]]) {
        const server = await startPages(unreadable, toMarker);
        const gateway = await startGateway({ endpoint: server.url });
        const expected = ids.filter((_, index) => !unreadable.includes(index));
        for (const first of [1, 2, 100]) {
          const { found, errors } = await readAll(gateway, { ...variables, first });
          expect(found.toSorted(), `first: ${first}, without an id: ${unreadable}`).toEqual(expected);
          expect(errors.length).toBeGreaterThan(0);
          expect(errors).toEqual(errors.map(() => toLocatedError()));
        }
      }
    });
  },
);

describe('a service whose pages have one image each, and one of which has no id and no marker,', () => {
  it('fails the list, because the next page cannot be found', async () => {
    const server = await startPages([1], () => '', 1);
    const gateway = await startGateway({ endpoint: server.url });
    const { body } = await gateway.post(IMAGES, { first: 3 });
    expect(body).toMatchObject({
      data: { images: null },
      errors: [{ path: ['images'], extensions: { code: 'UPSTREAM_PROTOCOL_ERROR', retryable: false } }],
    });
  });
});

function toLocatedError(): unknown {
  return { ...Object(toProtocolError(['images'])), locations: [{ line: 2, column: 3 }] };
}
