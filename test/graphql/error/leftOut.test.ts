import { describe, expect, it } from 'vitest';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { HOSTILE_VALUES } from '../../support/rows/hostileValues.ts';
import {
  IMAGE_IDS,
  PROJECT,
  readPath,
  toImage,
  toMember,
  toProtocolError,
  type Path,
} from '../../support/rows/images.ts';
import { startRowServer, type RawRow, type RowServer } from '../../support/rows/rowServer.ts';

const MEMBERS = ['c', 'd', 'e'].map((letter) => letter.repeat(32));
const IMAGE = IMAGE_IDS[1] ?? '';

/** What names nothing. Glance shows a member that was posted as a number or a boolean in that type. */
const NO_IDS = HOSTILE_VALUES.filter((raw) => raw === undefined || !/^"\w|^"2/.test(raw));
const NO_MEMBER_IDS = NO_IDS.filter(
  (raw) => raw === undefined || !['7', '-7', '1.5', '1e3', '9007199254740991', 'true'].includes(raw),
);

async function start(compileAfter: string): Promise<{ server: RowServer; gateway: Gateway }> {
  const server = await startRowServer({ images: [toImage(0), toImage(1), toImage(2)], members: [toMember(PROJECT)] });
  return { server, gateway: await startGateway({ endpoint: server.url, env: { COMPILE_AFTER: compileAfter } }) };
}

describe.each([
  ['compiled', '1'],
  ['interpreted', '0'],
])('a row that does not say what it is, with operations that are %s,', (_engine, compileAfter) => {
  it.each<[name: string, query: string, nodes: Path]>([
    ['images', '{ x: images { nodes { id } } }', ['x', 'nodes']],
    [
      'the inbox',
      `{ x: images(filter: { sharedWith: { projectId: "${PROJECT}" } }) { nodes { id } } }`,
      ['x', 'nodes'],
    ],
  ])('is left out of %s with one error at its path', async (_name, query, nodes) => {
    const { server, gateway } = await start(compileAfter);
    for (const id of NO_IDS) {
      server.shown.images = [toImage(0), toImage(1, { id }), toImage(2)];
      const { body } = await gateway.post(query);
      expect(readPath(body, ['data', ...nodes]), `id: ${id}`).toEqual([{ id: IMAGE_IDS[0] }, { id: IMAGE_IDS[2] }]);
      expect(readPath(body, ['errors']), `id: ${id}`).toEqual([toProtocolError(['x'])]);
    }
    // What is no object at all says nothing either.
    server.shown.intercept = (_method, url) => {
      const images = `[null, 7, "text", [], ${JSON.stringify({ id: IMAGE_IDS[0] })}]`;
      return url.startsWith('/v2/images?') ? { status: 200, body: `{"images":${images}}` } : undefined;
    };
    const { body } = await gateway.post(query);
    expect(readPath(body, ['data', ...nodes])).toEqual([{ id: IMAGE_IDS[0] }]);
    expect(readPath(body, ['errors'])).toEqual([toProtocolError(['x'])]);
  });

  it('fails alone among images that are asked for by id', async () => {
    const { server, gateway } = await start(compileAfter);
    const references = IMAGE_IDS.map((id) => `{ __typename: "Image", id: "${id}" }`);
    for (const id of [...NO_IDS, '"text"', `"${PROJECT}"`]) {
      server.shown.images = [toImage(0), toImage(1, { id }), toImage(2)];
      const { body } = await gateway.post(
        `{ a: image(id: "${IMAGE_IDS[0]}") { id } b: image(id: "${IMAGE}") { id } _entities(representations: [${references}]) { ... on Image { name } } }`,
      );
      expect(body, `id: ${id}`).toEqual({
        data: { a: { id: IMAGE_IDS[0] }, b: null, _entities: [{ name: 'image-0' }, null, { name: 'image-2' }] },
        errors: expect.toSatisfy((errors: unknown) => {
          expect(errors).toHaveLength(2);
          expect(errors).toEqual(expect.arrayContaining([toProtocolError(['b']), toProtocolError(['_entities', 1])]));
          return true;
        }),
      });
    }
  });

  it.each<[name: string, query: string, list: Path]>([
    ['imageMembers', `{ x: imageMembers(imageId: "${IMAGE}") { memberId } }`, ['x']],
    ['imageMembers with a status', `{ x: imageMembers(imageId: "${IMAGE}", status: PENDING) { memberId } }`, ['x']],
    ['Image.members', `{ image(id: "${IMAGE}") { x: members { memberId } } }`, ['image', 'x']],
    ['the members of listed images', '{ images { nodes { x: members { memberId } } } }', ['images', 'nodes', 0, 'x']],
  ])('is left out of %s with one error at its path', async (_name, query, list) => {
    const { server, gateway } = await start(compileAfter);
    server.shown.images = [toImage(1)];
    const rows: readonly Readonly<Record<string, string | undefined>>[] = [
      ...NO_IDS.map((raw) => ({ image_id: raw })),
      ...NO_MEMBER_IDS.map((raw) => ({ member_id: raw })),
    ];
    for (const row of rows) {
      server.shown.members = MEMBERS.map((id, index) => toMember(id, IMAGE, index === 1 ? row : {}));
      const { body } = await gateway.post(query);
      expect(readPath(body, ['data', ...list]), `${JSON.stringify(row)}`).toEqual([
        { memberId: MEMBERS[0] },
        { memberId: MEMBERS[2] },
      ]);
      expect(readPath(body, ['errors']), `${JSON.stringify(row)}`).toEqual([toProtocolError(list)]);
    }
  });

  it('has an error at each list that it is missing from', async () => {
    const { server, gateway } = await start(compileAfter);
    server.shown.images = [toImage(0), toImage(1), toImage(2, { id: '7' })];
    server.shown.members = [toMember(MEMBERS[0] ?? ''), toMember('bad', IMAGE, { member_id: 'null' })];
    const { body } = await gateway.post(
      '{ images { nodes { id members { memberId } } } other: images { nodes { name } } }',
    );
    expect(readPath(body, ['data'])).toEqual({
      images: { nodes: [0, 1].map((index) => ({ id: IMAGE_IDS[index], members: [{ memberId: MEMBERS[0] }] })) },
      other: { nodes: [{ name: 'image-0' }, { name: 'image-1' }] },
    });
    const paths: readonly Path[] = [
      ['images'],
      ['other'],
      ['images', 'nodes', 0, 'members'],
      ['images', 'nodes', 1, 'members'],
    ];
    expect(readPath(body, ['errors'])).toHaveLength(paths.length);
    expect(readPath(body, ['errors'])).toEqual(expect.arrayContaining(paths.map(toProtocolError)));
  });
});

describe('a membership whose status cannot be read', () => {
  const unreadable = (id: string): RawRow => toMember(id, IMAGE, { status: '"constructor"' });

  it.each([
    ['imageMembers', `{ x: imageMembers(imageId: "${IMAGE}", status: PENDING) { memberId } }`, ['x']],
    ['Image.members', `{ image(id: "${IMAGE}") { x: members(status: PENDING) { memberId } } }`, ['image', 'x']],
  ])('is reported with one error where %s are selected by status', async (_name, query, path) => {
    const { server, gateway } = await start('1');
    server.shown.members = [toMember(MEMBERS[0] ?? ''), unreadable('d'), unreadable('e')];
    const { body } = await gateway.post(query);
    expect(readPath(body, ['data', ...path])).toEqual([{ memberId: MEMBERS[0] }]);
    expect(readPath(body, ['errors'])).toEqual([toProtocolError(path)]);
  });

  it('leaves its image out of the inbox, with one error for each', async () => {
    const { server, gateway } = await start('1');
    server.shown.members = [unreadable(PROJECT)];
    const { body } = await gateway.post(
      `{ images(filter: { sharedWith: { projectId: "${PROJECT}" } }) { nodes { id } } }`,
    );
    expect(body).toEqual({ data: { images: { nodes: [] } }, errors: IMAGE_IDS.map(() => toProtocolError(['images'])) });
  });
});

describe('an inbox', () => {
  it.each([
    [500, 'UPSTREAM_INTERNAL_ERROR'],
    [403, 'FORBIDDEN'],
    [400, 'INVALID_INPUT'],
  ])('shows the other images where one membership is answered with %i', async (status, code) => {
    const { server, gateway } = await start('1');
    server.shown.intercept = (_method, url) => (url.includes(`${IMAGE}/members`) ? { status } : undefined);
    const { body } = await gateway.post(
      `{ images(filter: { sharedWith: { projectId: "${PROJECT}" } }) { nodes { id } } }`,
    );
    expect(body).toEqual({
      data: { images: { nodes: [{ id: IMAGE_IDS[0] }, { id: IMAGE_IDS[2] }] } },
      errors: [
        expect.objectContaining({
          path: ['images'],
          extensions: expect.objectContaining({ code, upstreamStatus: status }),
        }),
      ],
    });
  });

  it('fails for a token that expires while it is read', async () => {
    const { server, gateway } = await start('1');
    server.shown.intercept = (_method, url) => (url.includes('/members/') ? { status: 401 } : undefined);
    const { body } = await gateway.post(
      `{ images(filter: { sharedWith: { projectId: "${PROJECT}" } }) { nodes { id } } }`,
    );
    expect(body).toMatchObject({
      data: { images: null },
      errors: [{ path: ['images'], extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });
});
