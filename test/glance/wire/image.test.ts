import { describe, expect, it } from 'vitest';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import {
  expectCount,
  expectFlag,
  expectMoment,
  expectOneOf,
  expectOptionalText,
  expectSize,
  expectTags,
  HOSTILE_VALUES,
  UNREADABLE,
  type Expectation,
} from '../../support/rows/hostileValues.ts';
import {
  IMAGE_IDS,
  PROJECT,
  readPath,
  replaceAt,
  toImage,
  toMember,
  toProtocolError,
  toShownImage,
} from '../../support/rows/images.ts';
import { startRowServer, type RowServer } from '../../support/rows/rowServer.ts';

/** Every field of an image that comes from one value of its row. */
const FIELDS: readonly [key: string, field: string, expectation: Expectation][] = [
  ['name', 'name', expectOptionalText],
  ['status', 'status', expectOneOf({ active: 'ACTIVE' }, 'UNKNOWN')],
  ['visibility', 'visibility', expectOneOf({ shared: 'SHARED' })],
  ['owner', 'owner { id }', expectProject],
  ['size', 'sizeBytes', expectSize],
  ['virtual_size', 'virtualSizeBytes', expectSize],
  ['min_disk', 'minDiskGib', expectCount],
  ['min_ram', 'minRamMib', expectCount],
  ['disk_format', 'diskFormat', expectOptionalText],
  ['container_format', 'containerFormat', expectOptionalText],
  ['tags', 'tags', expectTags],
  ['protected', 'protected', expectFlag],
  ['os_hidden', 'hidden', expectFlag],
  ['created_at', 'createdAt', expectMoment],
  ['updated_at', 'updatedAt', expectMoment],
];

function expectProject(raw: string | undefined): unknown {
  const id = expectOptionalText(raw);
  return typeof id === 'string' ? { id } : id;
}

const SELECTIONS = FIELDS.map(([, field]) => field);

/** Every way to images, for one that is the second of three. */
const WAYS: readonly [name: string, toQuery: (fields: string) => string, path: readonly (string | number)[]][] = [
  ['image', (fields) => `{ image(id: "${IMAGE_IDS[1]}") { id ${fields} } }`, ['image']],
  [
    'three aliased image fields',
    (fields) => `{ ${IMAGE_IDS.map((id, n) => `i${n}: image(id: "${id}") { id ${fields} }`)} }`,
    ['i1'],
  ],
  ['images', (fields) => `{ images { nodes { id ${fields} } } }`, ['images', 'nodes', 1]],
  [
    // One only: the gateway puts images by id in order, and the time of creation is one of the bad values.
    'images by id',
    (fields) => `{ images(filter: { ids: ["${IMAGE_IDS[1]}"] }) { edges { node { id ${fields} } } } }`,
    ['images', 'edges', 0, 'node'],
  ],
  [
    'the inbox',
    (fields) => `{ images(filter: { sharedWith: { projectId: "${PROJECT}" } }) { nodes { id ${fields} } } }`,
    ['images', 'nodes', 1],
  ],
  [
    '_entities',
    (fields) =>
      `{ _entities(representations: [${IMAGE_IDS.map((id) => `{ __typename: "Image", id: "${id}" }`)}]) { ... on Image { id ${fields} } } }`,
    ['_entities', 1],
  ],
  [
    'the image of a membership',
    (fields) => `{ imageMember(imageId: "${IMAGE_IDS[1]}", memberId: "${PROJECT}") { image { id ${fields} } } }`,
    ['imageMember', 'image'],
  ],
];

describe.each([
  ['compiled', '1'],
  ['interpreted', '0'],
])('a bad value of an image, with operations that are %s,', (_engine, compileAfter) => {
  it.each(WAYS)(
    'is null with an error at its own path, and every other field is unaffected, by %s',
    async (_name, toQuery, path) => {
      const { gateway, server } = await start(compileAfter);
      const whole = await gateway.post(toQuery(SELECTIONS.join(' ')));
      const wholeImage = readPath(whole.body, ['data', ...path]);
      expect(wholeImage).toEqual({ id: IMAGE_IDS[1], ...toShownImage(1) });

      for (const [key, selection, expectation] of FIELDS) {
        const field = selection.split(' ')[0] ?? '';
        const others = toQuery(SELECTIONS.filter((other) => other !== selection).join(' '));
        for (const raw of HOSTILE_VALUES) {
          const title = `${key}: ${raw ?? 'missing'}`;
          server.shown.images = [toImage(0), toImage(1, { [key]: raw }), toImage(2)];
          const expected = expectation(raw);
          const isUnreadable = expected === UNREADABLE;
          const { body } = await gateway.post(toQuery(SELECTIONS.join(' ')));
          expect(body, `${title}`).toEqual({
            data: replaceAt(readPath(whole.body, ['data']), [...path, field], isUnreadable ? null : expected),
            ...(isUnreadable ? { errors: [toProtocolError([...path, field])] } : {}),
          });
          // Nobody who does not ask for it hears of it.
          const { body: withoutIt } = await gateway.post(others);
          expect(withoutIt, `${title}, not asked for`).not.toHaveProperty('errors');
          expect(readPath(withoutIt, ['data', ...path]), `${title}`).toEqual({
            id: IMAGE_IDS[1],
            ...toShownImage(1),
            [field]: undefined,
          });
        }
      }
    },
  );
});

async function start(compileAfter: string): Promise<{ gateway: Gateway; server: RowServer }> {
  const server = await startRowServer({
    images: [toImage(0), toImage(1), toImage(2)],
    members: [toMember(PROJECT)],
  });
  const gateway = await startGateway({ endpoint: server.url, env: { COMPILE_AFTER: compileAfter } });
  return { gateway, server };
}
