import { describe, expect, it, onTestFinished } from 'vitest';
import { ENGINES, IMAGE, startBudgetLab, times, toId, toJson, toMember } from './support/budgetLab.ts';
import type { UpstreamResponse } from '../../support/scriptedUpstream.ts';

const COUNT = 600;
const ENTITIES = `query ($r: [_Any!]!) {
  _entities(representations: $r) { ... on Image { name } ... on ImageMember { status } ... on Project { id } }
}`;

const entities = (toRepresentation: (index: number) => unknown): [string, object] => [
  ENTITIES,
  { r: Array.from({ length: COUNT }, (_, index) => toRepresentation(index)) },
];

/** Counts how often the stack of an error is written out, which takes longer than all else that is done for the error. */
function countStacks(): () => number {
  const { prepareStackTrace } = Error;
  let stacks = 0;
  Error.prepareStackTrace = (error) => {
    stacks += 1;
    return String(error);
  };
  onTestFinished(() => {
    Error.prepareStackTrace = prepareStackTrace;
  });
  return () => stacks;
}

const REFUSED: UpstreamResponse = { status: 401, body: '' };
const FOUND = toJson(toMember('p'));

/** Each refusal that the items of one list can share, and how often it may be made anew. */
const REFUSALS: readonly (readonly [
  refusal: string,
  env: object,
  answer: UpstreamResponse,
  request: [string, object],
])[] = [
  ['representations of no entity', {}, FOUND, entities(() => 1)],
  ['representations without a key', {}, FOUND, entities(() => ({ __typename: 'Project', id: {} }))],
  ['image ids that are none', {}, FOUND, entities(() => ({ __typename: 'Image', id: 'x' }))],
  [
    'member ids that are none',
    {},
    FOUND,
    entities((index) => ({ __typename: 'ImageMember', imageId: toId(index), memberId: '/' })),
  ],
  ['ids that are none in fields', {}, FOUND, [`{ ${times(COUNT, (i) => `m${i}: image(id: "x") { id }`)} }`, {}]],
  [
    'a refused token',
    {},
    REFUSED,
    entities((index) => ({ __typename: 'ImageMember', imageId: toId(index), memberId: 'p' })),
  ],
  [
    'the calls that an operation may make',
    { LIMIT_CALLS: '1' },
    FOUND,
    entities((index) => ({ __typename: 'ImageMember', imageId: toId(index), memberId: 'p' })),
  ],
  [
    'the calls that a token may make',
    { RATE_LIMIT_TOKEN_CALLS: '1' },
    FOUND,
    entities((index) => ({ __typename: 'ImageMember', imageId: toId(index), memberId: 'p' })),
  ],
  [
    'too many names of properties',
    {},
    toJson({ id: IMAGE }),
    [
      `query ($n: [String!]) { image(id: "${IMAGE}") { ${times(COUNT, (i) => `p${i}: properties(names: $n) { name }`)} } }`,
      { n: Array.from({ length: 51 }, () => 'a') },
    ],
  ],
];

describe.each(ENGINES)('600 equal refusals, with %o', (engine) => {
  it.each(REFUSALS)(
    'for %s are answered each at its path, and write out few stacks',
    async (_why, env, answer, asked) => {
      const { ask } = await startBudgetLab({ ...engine, ...env }, () => answer);
      const stacks = countStacks();
      const { status, body } = await ask(...asked);
      expect(status).toBe(200);
      const paths = new Set(Object(body).errors.map((error: { path: unknown }) => JSON.stringify(error.path)));
      expect(paths.size).toBeGreaterThanOrEqual(COUNT - 1);
      expect(stacks()).toBeLessThan(30);
    },
  );
});
