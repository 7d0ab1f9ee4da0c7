import { describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { createRandom } from '../../support/random.ts';
import { IMAGE_IDS, readPath, toImage, toProtocolError } from '../../support/rows/images.ts';
import { startRowServer } from '../../support/rows/rowServer.ts';

/** A JSON text, and what a client sees; null stands for null with an error. */
const SIZES: readonly [raw: string, shown: number | string | null][] = [
  ['0', 0],
  ['-0', 0],
  ['-1', -1],
  ['9007199254740990', 9007199254740990],
  ['9007199254740991', 9007199254740991],
  ['-9007199254740991', -9007199254740991],
  ['9007199254740992', '9007199254740992'],
  ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'],
  ['9223372036854775807', '9223372036854775807'],
  ['9223372036854775808', '9223372036854775808'],
  ['18446744073709551615', '18446744073709551615'],
  ['1.0', 1],
  ['1e3', 1000],
  ['1.5E1', 15],
  ['1e22', '10000000000000000000000'],
  ['12.34e+20', '1234000000000000000000'],
  ['900719925474099300e-2', '9007199254740993'],
  ['9007199254740993.0', '9007199254740993'],
  ['1.5', null],
  ['-0.5', null],
  ['1e-3', null],
  ['9007199254740993.5', null],
  ['1e400', null],
  ['-1e400', null],
  ['9'.repeat(64), '9'.repeat(64)],
  ['9'.repeat(65), null],
  ['9'.repeat(5000), null],
  ['"9007199254740993"', null],
  ['"7"', null],
];

const FIELDS = '{ id sizeBytes virtualSizeBytes name properties { name value } }';

describe('a size', () => {
  it.each([
    ['image', `{ image(id: "${IMAGE_IDS[1]}") ${FIELDS} }`, ['image']],
    ['images', `{ images { nodes ${FIELDS} } }`, ['images', 'nodes', 1]],
    [
      '_entities',
      `{ _entities(representations: [${IMAGE_IDS.map((id) => `{ __typename: "Image", id: "${id}" }`)}]) { ... on Image ${FIELDS} } }`,
      ['_entities', 1],
    ],
  ])('keeps every digit, as a number up to 2^53-1 and as a string beyond, by %s', async (_name, query, path) => {
    const server = await startRowServer({ images: [], members: [] });
    const gateway = await startGateway({ endpoint: server.url });
    // What stands in texts looks like numbers, strings and their ends.
    const name = '"size": 9007199254740993, \\", \\\\", {"size":1}';
    for (const [raw, shown] of SIZES) {
      for (const [key, field, other] of [
        ['size', 'sizeBytes', 'virtualSizeBytes'],
        ['virtual_size', 'virtualSizeBytes', 'sizeBytes'],
      ] as const) {
        const changes = {
          [key]: raw,
          [key === 'size' ? 'virtual_size' : 'size']: '4503599627370497',
          name: JSON.stringify(name),
        };
        // The neighbours have large sizes of their own, so that the digits are those of the right row.
        const neighbours = [0, 2].map((index) => toImage(index, { size: `900719925474099${index}000` }));
        server.shown.images = [neighbours[0], toImage(1, changes), neighbours[1]].filter((row) => row !== undefined);
        const { body } = await gateway.post(query);
        expect(readPath(body, ['data', ...path]), `${key}: ${raw}`).toEqual({
          id: IMAGE_IDS[1],
          [field]: shown,
          [other]: 4503599627370497,
          name,
          properties: [{ name: 'os_distro', value: 'debian' }],
        });
        expect(readPath(body, ['errors']), `${key}: ${raw}`).toEqual(
          shown === null ? [toProtocolError([...path, field])] : undefined,
        );
      }
    }
  });

  it('of random digits comes out as it went in, in a list of many', async () => {
    const random = createRandom(20260101);
    const digits = Array.from({ length: 50 }, () => {
      const length = 16 + Math.floor(random() * 10);
      return `${1 + Math.floor(random() * 9)}${Array.from({ length: length - 1 }, () => Math.floor(random() * 10)).join('')}`;
    });
    const images = digits.map((size, index) => {
      const id = `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      return toImage(0, { id: `"${id}"`, size, virtual_size: size });
    });
    const server = await startRowServer({ images, members: [] });
    const gateway = await startGateway({ endpoint: server.url });
    const { body } = await gateway.post('{ images(first: 100) { nodes { sizeBytes virtualSizeBytes } } }');
    const shown = digits.map((size) => (Number.isSafeInteger(Number(size)) ? Number(size) : size));
    expect(body).toEqual({
      data: { images: { nodes: shown.map((size) => ({ sizeBytes: size, virtualSizeBytes: size })) } },
    });
  });
});
