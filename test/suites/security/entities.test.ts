import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { post } from '../../support/post.ts';
import { startGateway } from '../../support/startDemoGateway.ts';
import { startRecordingGlance, toImageText } from '../../support/startRecordingGlance.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const query = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ... on Image { name } }
}`;

describe('_entities', () => {
  it('takes a representation of no entity for bad input, answers the others and logs no bug', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    const glance = await startRecordingGlance(() => ({ status: 200, body: toImageText(IMAGE, 'an image') }));
    const gateway = await startGateway({ GLANCE_ENDPOINT: glance.url }, logger);
    onTestFinished(() => gateway.stop());
    const image = { __typename: 'Image', id: IMAGE };
    const bad = [
      { __typename: 'Nothing', id: IMAGE },
      { __typename: 'PageInfo', hasNextPage: true },
      { __typename: 'ImageServiceError' },
      { __typename: '__proto__' },
      { __typename: ['Image'] },
      { id: IMAGE },
      {},
      'Image',
      5,
      [image],
    ];
    expect(await post(gateway.url, { query, variables: { representations: [image, ...bad, image] } })).toEqual({
      status: 200,
      body: {
        data: {
          _entities: [
            { __typename: 'Image', name: 'an image' },
            ...bad.map(() => null),
            { __typename: 'Image', name: 'an image' },
          ],
        },
        errors: bad.map((_representation, index) => ({
          message: 'The __typename of a representation must be that of an entity.',
          locations: [{ line: 2, column: 3 }],
          path: ['_entities', index + 1],
          extensions: { code: 'BAD_USER_INPUT', retryable: false },
        })),
      },
    });
    expect(lines).toEqual([]);
  });
});
