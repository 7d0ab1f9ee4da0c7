import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { post } from './support/post.ts';
import { startGateway } from './support/startGateway.ts';
import { startRecordingGlance, toImageText } from './support/startRecordingGlance.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const query = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ... on Image { name } ... on Project { id } }
}`;

describe('_entities', () => {
  it.each(['0', '1'])(
    'takes an unusable representation for bad input, answers the others and logs no bug, with COMPILE_AFTER=%s',
    async (compileAfter) => {
      const lines: string[] = [];
      const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
      const glance = await startRecordingGlance(() => ({ status: 200, body: toImageText(IMAGE, 'an image') }));
      const gateway = await startGateway({ GLANCE_ENDPOINT: glance.url, COMPILE_AFTER: compileAfter }, logger);
      onTestFinished(() => gateway.stop());
      const image = { __typename: 'Image', id: IMAGE };
      const noType = 'The __typename of a representation must be that of an entity.';
      const noKey = (type: string, key: string): string => `The representation of ${type} must have ${key} as a text.`;
      const values = [{}, [], [IMAGE], 5, true, null, undefined, { id: IMAGE }, Object.assign([], { length: 2 })];
      const bad: readonly (readonly [representation: unknown, message: string])[] = [
        [{ __typename: 'Nothing', id: IMAGE }, noType],
        [{ __typename: 'PageInfo', hasNextPage: true }, noType],
        [{ __typename: 'ImageServiceError' }, noType],
        [{ __typename: '_Entity' }, noType],
        [{ __typename: 'String' }, noType],
        [{ __typename: '__proto__' }, noType],
        [{ __typename: 'toString' }, noType],
        [{ __typename: ['Image'] }, noType],
        [{ __typename: { __typename: 'Image' } }, noType],
        [{ id: IMAGE }, noType],
        [{}, noType],
        ['Image', noType],
        [5, noType],
        [true, noType],
        [[image], noType],
        ...values.flatMap((value): [unknown, string][] => [
          [{ __typename: 'Image', id: value }, noKey('Image', 'id')],
          [{ __typename: 'Project', id: value }, noKey('Project', 'id')],
          [{ __typename: 'ImageMember', imageId: value, memberId: 'p' }, noKey('ImageMember', 'imageId')],
          [{ __typename: 'ImageMember', imageId: IMAGE, memberId: value }, noKey('ImageMember', 'memberId')],
        ]),
      ];
      expect(
        await post(gateway.url, { query, variables: { representations: [image, ...bad.map(([one]) => one), image] } }),
      ).toEqual({
        status: 200,
        body: {
          data: {
            _entities: [
              { __typename: 'Image', name: 'an image' },
              ...bad.map(() => null),
              { __typename: 'Image', name: 'an image' },
            ],
          },
          errors: bad.map(([, message], index) => ({
            message,
            locations: [{ line: 2, column: 3 }],
            path: ['_entities', index + 1],
            extensions: { code: 'BAD_USER_INPUT', retryable: false },
          })),
        },
      });
      expect(lines).toEqual([]);
    },
  );

  it('names an id that is a text, but no id, as every other field does', async () => {
    const gateway = await startGateway();
    onTestFinished(() => gateway.stop());
    const representations = [
      { __typename: 'Image', id: 'x' },
      { __typename: 'Project', id: 'x' },
    ];
    expect(await post(gateway.url, { query, variables: { representations } })).toMatchObject({
      status: 200,
      body: {
        data: { _entities: [null, { __typename: 'Project', id: 'x' }] },
        errors: [{ path: ['_entities', 0], extensions: { code: 'INVALID_INPUT' } }],
      },
    });
  });
});
