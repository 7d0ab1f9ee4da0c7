import { isUnionType, type GraphQLObjectType } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSchema } from '../../../src/graphql/server/schema.ts';
import { ENGINES, IMAGE } from './support/budgetLab.ts';
import { post } from '../../support/post.ts';
import { openGateway } from '../../support/gateway.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const query = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename ... on Image { name } ... on ImageMember { status } ... on Project { id }
  }
}`;

const NO_TYPE = 'The __typename of a representation must be that of an entity.';
const toNoKey = (type: string, key: string): string => `The representation of ${type} must have ${key} as a text.`;

/** Keys of each entity, with values that are usable. */
const KEYS: Record<string, Readonly<Record<string, string>>> = {
  Image: { id: IMAGE },
  ImageMember: { imageId: IMAGE, memberId: 'p' },
  Project: { id: 'p' },
};

/** What a key must not be: no text, or none at all. */
const NO_TEXTS = [
  ...[5, 1e300, true, null, undefined, {}, [], [IMAGE], { id: IMAGE }, { toString: 1 }, [[[[[1]]]]]],
  Object.assign([], { length: 2 }),
  Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'x'.repeat(50)])),
];

/** Each unusable representation with what is said of it. */
const UNUSABLE: readonly (readonly [representation: unknown, message: string])[] = [
  ...['Nothing', 'PageInfo', 'ImageServiceError', '_Entity', 'String', 'Query', '__proto__', 'toString', ''].map(
    (name) => [{ __typename: name, id: IMAGE }, NO_TYPE] as const,
  ),
  ...[['Image'], { __typename: 'Image' }, 5, null, true, 'x'.repeat(16_000)].map(
    (name) => [{ __typename: name, id: IMAGE }, NO_TYPE] as const,
  ),
  ...[{ id: IMAGE }, {}, [], 'Image', 'x'.repeat(16_000), 5, true, [{ __typename: 'Image', id: IMAGE }]].map(
    (representation) => [representation, NO_TYPE] as const,
  ),
  ...Object.entries(KEYS).flatMap(([type, keys]) =>
    Object.keys(keys).flatMap((key) =>
      NO_TEXTS.map((value) => [{ __typename: type, ...keys, [key]: value }, toNoKey(type, key)] as const),
    ),
  ),
];

interface Line {
  readonly level: number;
}

async function start(engine: object): Promise<{ url: string; lines: Line[] }> {
  const lines: Line[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const glance = await startUpstream(() => ({ status: 200, body: toImageRow(IMAGE, 'an image') }));
  const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url, ...engine }, logger);
  onTestFinished(() => gateway.stop());
  return { url: gateway.url, lines };
}

describe('the entities with unusable representations', () => {
  it('are all entities of the schema, with all their keys', () => {
    const union = createSchema({ federated: true }).getType('_Entity');
    const types: readonly GraphQLObjectType[] = isUnionType(union) ? union.getTypes() : [];
    const keys = types.map((type) => [type.name, toKeys(type).sort()]);
    const listed = Object.entries(KEYS).map(([type, fields]) => [type, Object.keys(fields).sort()]);
    expect(listed.sort()).toEqual(keys.sort());
  });
});

describe.each(ENGINES)('_entities, with %o', (engine) => {
  it('takes each unusable representation for bad input, and answers the others', async () => {
    const { url, lines } = await start(engine);
    const image = { __typename: 'Image', id: IMAGE };
    const representations = [image, ...UNUSABLE.map(([one]) => one), image];
    const found = { __typename: 'Image', name: 'an image' };
    expect(await post(url, { query, variables: { representations } })).toEqual({
      status: 200,
      body: {
        data: { _entities: [found, ...UNUSABLE.map(() => null), found] },
        errors: UNUSABLE.map(([, message], index) => ({
          message,
          locations: [{ line: 2, column: 3 }],
          path: ['_entities', index + 1],
          extensions: { code: 'BAD_USER_INPUT', retryable: false },
        })),
      },
    });
    expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
  });

  it('writes as many lines for 600 unusable representations as for one, and none of them is an alarm', async () => {
    const { url, lines } = await start(engine);
    const ask = async (representations: unknown[]): Promise<number> => {
      const before = lines.length;
      const { status, body } = await post(url, { query, variables: { representations } });
      expect([status, Object(body).errors.length]).toEqual([200, representations.length]);
      return lines.length - before;
    };
    for (const [unusable] of UNUSABLE) {
      if (JSON.stringify(unusable).length > 400) continue;
      const usual = await ask([unusable]);
      expect(usual).toBeLessThan(5);
      expect(await ask(Array.from({ length: 600 }, () => unusable))).toBe(usual);
    }
    expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
  });

  it('says of an id that is a text, but no id, what every other field says', async () => {
    const { url } = await start(engine);
    const representations = [
      { __typename: 'Image', id: 'x' },
      { __typename: 'Project', id: 'x' },
    ];
    expect((await post(url, { query, variables: { representations } })).body).toMatchObject({
      data: { _entities: [null, { __typename: 'Project', id: 'x' }] },
      errors: [{ path: ['_entities', 0], extensions: { code: 'INVALID_INPUT' } }],
    });
  });
});

function toKeys({ astNode }: GraphQLObjectType): string[] {
  const key = astNode?.directives?.find(({ name }) => name.value === 'key');
  const fields = key?.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fields?.kind === 'StringValue' ? fields.value.split(' ') : [];
}
