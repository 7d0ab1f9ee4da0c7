import { describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { expectProperty, HOSTILE_VALUES, UNREADABLE } from '../../support/rows/hostileValues.ts';
import { IMAGE_IDS, toImage, toProtocolError } from '../../support/rows/images.ts';
import { startRowServer } from '../../support/rows/rowServer.ts';

describe.each([
  ['compiled', '1'],
  ['interpreted', '0'],
])('an additional property, with operations that are %s,', (_engine, compileAfter) => {
  it('fails alone when its value has lost digits, and is shown as text otherwise', async () => {
    const server = await startRowServer({ images: [], members: [] });
    const gateway = await startGateway({ endpoint: server.url, env: { COMPILE_AFTER: compileAfter } });
    for (const raw of HOSTILE_VALUES) {
      server.shown.images = [toImage(0, { a: '"first"', odd: raw, os_distro: undefined, z: '"last"' })];
      const { body } = await gateway.post(`{ image(id: "${IMAGE_IDS[0]}") { name properties { name value } } }`);
      const expected = expectProperty(raw);
      const odd =
        raw === undefined || raw === 'null' ? [] : [{ name: 'odd', value: expected === UNREADABLE ? null : expected }];
      const properties = [{ name: 'a', value: 'first' }, ...odd, { name: 'z', value: 'last' }];
      expect(body, `${raw}`).toEqual({
        data: { image: { name: 'image-0', properties } },
        ...(expected === UNREADABLE ? { errors: [toProtocolError(['image', 'properties', 1, 'value'])] } : {}),
      });
    }
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'then', 'message'])(
    'named %s is one like every other',
    async (name) => {
      const server = await startRowServer({ images: [], members: [] });
      const gateway = await startGateway({ endpoint: server.url, env: { COMPILE_AFTER: compileAfter } });
      const row = JSON.stringify({ id: IMAGE_IDS[0], name: 'odd' }).replace('}', `,${JSON.stringify(name)}:"value"}`);
      server.shown.intercept = () => ({ status: 200, body: row });
      const { body } = await gateway.post(`{ image(id: "${IMAGE_IDS[0]}") { name properties { name value } } }`);
      expect(body).toEqual({ data: { image: { name: 'odd', properties: [{ name, value: 'value' }] } } });
    },
  );
});
