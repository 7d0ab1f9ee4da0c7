import { describe, expect, it } from 'vitest';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { IMAGE_IDS, PROJECT, readPath, toImage, toMember } from '../../support/rows/images.ts';
import { startRowServer, type RowServer, type ShownRows } from '../../support/rows/rowServer.ts';

const [FIRST = '', BAD = '', LAST = ''] = IMAGE_IDS;
const MEMBERS = ['c', 'd', 'e'].map((letter) => letter.repeat(32));

/** What one call can be answered with, the code of its error, and whether it concerns only what was asked for. */
const FAILURES: readonly [status: number, code: string][] = [
  [400, 'INVALID_INPUT'],
  [403, 'FORBIDDEN'],
  [418, 'UPSTREAM_PROTOCOL_ERROR'],
  [429, 'RATE_LIMITED'],
  [500, 'UPSTREAM_INTERNAL_ERROR'],
  [502, 'UPSTREAM_BAD_GATEWAY'],
  [503, 'UPSTREAM_UNAVAILABLE'],
  [504, 'UPSTREAM_TIMEOUT'],
];
/** A list that is answered so is not taken apart: the service, or the session, has failed. */
const CONCERN_EVERY_ID = [401, 429, 503, 504];

const toReferences = (ids: readonly string[]): string => `[${ids.map((id) => `{ __typename: "Image", id: "${id}" }`)}]`;
const isList = (call: string): boolean => call.startsWith('GET /v2/images?');

async function start(shown: Partial<ShownRows>, compileAfter = '1'): Promise<{ server: RowServer; gateway: Gateway }> {
  const images = [toImage(0), toImage(1), toImage(2)];
  const server = await startRowServer({ images, members: MEMBERS.map((id) => toMember(id)), ...shown });
  return { server, gateway: await startGateway({ endpoint: server.url, env: { COMPILE_AFTER: compileAfter } }) };
}

/** An error at a path with a code, whatever its other details. */
const toError = (path: readonly (string | number)[], code: string): unknown =>
  expect.objectContaining({ path, extensions: expect.objectContaining({ code }) });

describe.each([
  ['compiled', '1'],
  ['interpreted', '0'],
])('the failure of one of several reads, with operations that are %s,', (_engine, compileAfter) => {
  it.each(FAILURES)('with %i does not affect the other reads', async (status, code) => {
    const { gateway } = await start(
      {
        intercept: (method, url) =>
          method === 'GET' && (url.startsWith(`/v2/images/${BAD}`) || url.endsWith(`/members/${MEMBERS[1]}`))
            ? { status }
            : undefined,
      },
      compileAfter,
    );
    const { body } = await gateway.post(`{
      a: image(id: "${FIRST}") { name }
      b: image(id: "${BAD}") { name }
    }`);
    expect(body).toEqual({ data: { a: { name: 'image-0' }, b: null }, errors: [toError(['b'], code)] });

    const members = await gateway.post(`{
      a: imageMembers(imageId: "${FIRST}") { memberId }
      b: imageMembers(imageId: "${BAD}") { memberId }
      c: imageMember(imageId: "${FIRST}", memberId: "${MEMBERS[0]}") { memberId }
      d: imageMember(imageId: "${FIRST}", memberId: "${MEMBERS[1]}") { memberId }
      images { nodes { name members { memberId } } }
    }`);
    const all = MEMBERS.map((memberId) => ({ memberId }));
    expect(readPath(members.body, ['data'])).toEqual({
      a: all,
      b: null,
      c: all[0],
      d: null,
      images: { nodes: [0, 1, 2].map((n) => ({ name: `image-${n}`, members: n === 1 ? null : all })) },
    });
    expect(readPath(members.body, ['errors'])).toHaveLength(3);
    expect(readPath(members.body, ['errors'])).toEqual(
      expect.arrayContaining([
        toError(['b'], code),
        toError(['d'], code),
        toError(['images', 'nodes', 1, 'members'], code),
      ]),
    );
  });
});

describe('a batch of images', () => {
  const ENTITIES = `{ _entities(representations: ${toReferences(IMAGE_IDS)}) { ... on Image { name } } }`;
  const GOOD = { _entities: [0, 1, 2].map((n) => ({ name: `image-${n}` })) };

  it.each([...FAILURES, [401, 'UNAUTHENTICATED'] as const])(
    'whose list is answered with %i is read one by one, unless that concerns every image',
    async (status, code) => {
      const { gateway, server } = await start({
        intercept: (_method, url) => (url.startsWith('/v2/images?') ? { status } : undefined),
      });
      const { body } = await gateway.post(ENTITIES);
      const singles = server.calls.filter((call) => !isList(call)).sort();
      if (CONCERN_EVERY_ID.includes(status)) {
        expect(body).toEqual({
          data: { _entities: [null, null, null] },
          errors: [0, 1, 2].map((index) => toError(['_entities', index], code)),
        });
        expect(singles).toEqual([]);
      } else {
        expect(body).toEqual({ data: GOOD });
        expect(singles).toEqual(IMAGE_IDS.map((id) => `GET /v2/images/${id}`));
      }
    },
  );

  it.each(FAILURES)('that one image of has answered with 500 and %i has one error', async (status, code) => {
    const { gateway } = await start({
      intercept(_method, url) {
        if (url.startsWith('/v2/images?')) return { status: 500 };
        return url === `/v2/images/${BAD}` ? { status } : undefined;
      },
    });
    const { body } = await gateway.post(ENTITIES);
    expect(body).toEqual({
      data: { _entities: [{ name: 'image-0' }, null, { name: 'image-2' }] },
      errors: [toError(['_entities', 1], code)],
    });
  });

  it('fails for the ids of one list alone where there are several lists', async () => {
    const ids = Array.from({ length: 50 }, (_, n) => `20000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
    const { gateway } = await start({
      images: ids.map((id, index) => ({ ...toImage(0, { id: `"${id}"`, name: `"image-${index}"` }), ' key': id })),
      intercept: (_method, url) => (url.includes(ids[45] ?? '') ? { status: 503 } : undefined),
    });
    const { body } = await gateway.post(
      `{ _entities(representations: ${toReferences(ids)}) { ... on Image { name } } }`,
    );
    expect(body).toEqual({
      data: { _entities: ids.map((_, index) => (index < 40 ? { name: `image-${index}` } : null)) },
      errors: ids.slice(40).map((_, index) => toError(['_entities', 40 + index], 'UPSTREAM_UNAVAILABLE')),
    });
  });

  it('is answered for an id in another case where the service finds it, as a database without case does', async () => {
    const id = 'ABCDEF00-0000-4000-8000-000000000001';
    const image = { ...toImage(0, { id: `"${id.toLowerCase()}"` }), ' key': id };
    const { gateway } = await start({ images: [image, toImage(1), toImage(2)] });
    const { body } = await gateway.post(
      `{ image(id: "${id}") { id } _entities(representations: ${toReferences([id, BAD, LAST])}) { ... on Image { id } } }`,
    );
    expect(body).toEqual({
      data: { image: { id: id.toLowerCase() }, _entities: [{ id: id.toLowerCase() }, { id: BAD }, { id: LAST }] },
    });
  });

  it('that is too large is asked for again in halves, and an image that is too large alone fails alone', async () => {
    const megabytes = (count: number): string => JSON.stringify('x'.repeat(count * 1024 * 1024));
    const ids = Array.from({ length: 7 }, (_, n) => `30000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
    const { gateway, server } = await start({
      images: ids.map((id, index) => ({
        ...toImage(0, { id: `"${id}"`, name: `"image-${index}"`, big: megabytes(index === 5 ? 9 : 1.5) }),
        ' key': id,
      })),
    });
    const { body } = await gateway.post(
      `{ _entities(representations: ${toReferences(ids)}) { ... on Image { name } } }`,
    );
    expect(body).toEqual({
      data: { _entities: ids.map((_, index) => (index === 5 ? null : { name: `image-${index}` })) },
      errors: [toError(['_entities', 5], 'UPSTREAM_PROTOCOL_ERROR')],
    });
    const sizes = new Set(server.calls.filter(isList).map((call) => call.split(',').length));
    expect([...sizes]).toEqual([7, 4, 3]);
    expect(server.calls.filter((call) => !isList(call)).sort()).toEqual(
      ids.slice(4).map((id) => `GET /v2/images/${id}`),
    );
  });
});

describe('a row whose image id is no UUID', () => {
  it('is shown, without a call for its members', async () => {
    const odd = '../../v3/auth/tokens?';
    const { gateway, server } = await start({
      images: [toImage(0, { id: JSON.stringify(odd) })],
      members: [toMember(PROJECT, FIRST, { image_id: JSON.stringify(odd) })],
    });
    const { body } = await gateway.post(
      `{ images { nodes { id name members { memberId } member(memberId: "${PROJECT}") { memberId } } }
         imageMembers(imageId: "${FIRST}") { imageId image { name } } }`,
    );
    expect(body).toEqual({
      data: {
        images: { nodes: [{ id: odd, name: 'image-0', members: null, member: null }] },
        imageMembers: [{ imageId: odd, image: null }],
      },
      errors: expect.arrayContaining([
        toError(['images', 'nodes', 0, 'members'], 'UPSTREAM_PROTOCOL_ERROR'),
        toError(['images', 'nodes', 0, 'member'], 'UPSTREAM_PROTOCOL_ERROR'),
        toError(['imageMembers', 0, 'image'], 'UPSTREAM_PROTOCOL_ERROR'),
      ]),
    });
    expect(server.calls.filter((call) => !isList(call))).toEqual([`GET /v2/images/${FIRST}/members`]);
  });
});
