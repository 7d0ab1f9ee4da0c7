import { buildSchema, execute, GraphQLError, Kind, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Cancellation } from '../../../src/lib/cancellation.ts';
import { toCompilableDocument } from '../../../src/graphql/engine/compilableDocument.ts';
import { createContext } from '../../../src/graphql/server/context.ts';
import { createEngine } from '../../../src/graphql/engine/compiledOperations.ts';
import { sortErrors } from '../../../src/graphql/engine/errorOrder.ts';
import { createOperationRecord } from '../../../src/graphql/server/operationRecord.ts';
import { createSchema } from '../../../src/graphql/server/schema.ts';
import { startRecorder } from '../../support/recorder.ts';
import { NO_GLANCE } from '../../support/noGlance.ts';
import { startGateway } from '../../support/gateway.ts';
import { createRandomUpstream } from '../../suites/engines/randomUpstream.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const CARD = 'fragment Card on Image { id name }';
/** A string of which graphql-jit makes a call, where it is part of an argument. */
const CODE = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.wasRun=1';

/** Operations that graphql-jit by itself answers in another way than graphql-js. */
const OPERATIONS: readonly [what: string, query: string, variables?: Readonly<Record<string, unknown>>][] = [
  [
    'a fragment that is spread under a condition and without one',
    `query ($d: Boolean!) { image(id: "${ID}") { ...Card @include(if: $d) members { image { ...Card } } } } ${CARD}`,
    { d: false },
  ],
  [
    'a fragment that is skipped by a literal and spread again',
    `{ image(id: "${ID}") { ...Card @skip(if: true) ...Card } } ${CARD}`,
  ],
  [
    'a field under two conditions',
    `query ($a: Boolean!, $b: Boolean!) { image(id: "${ID}") { name @include(if: $a) name @include(if: $b) id } }`,
    { a: true, b: false },
  ],
  ['an alias __proto__', `{ image(id: "${ID}") { __proto__: name id } }`],
  [
    'an input field whose variable is missing',
    'query ($name: String, $hidden: Boolean) { images(filter: { name: $name, hidden: $hidden }) { nodes { id } } }',
  ],
  [
    'a list for an input object',
    'query ($filter: ImageFilter) { images(filter: $filter) { nodes { id } } }',
    { filter: [] },
  ],
  ['a string that looks like code', `{ image(id: "${CODE}") { id } }`],
  [
    'a string in an input object that looks like code',
    `{ images(filter: { tags: ["${CODE.replace('_', '\\u005f')}"] }) { nodes { id } } }`,
  ],
  [
    'a default that looks like code',
    `query ($name: String = "${CODE}") { images(filter: { name: $name }) { nodes { id } } }`,
  ],
];

describe('a compiled operation', () => {
  it.each(OPERATIONS)('with %s gets the same response each time', async (_what, query, variables = {}) => {
    const [interpreted, compiled] = [await start('0'), await start('2')];
    const expected = await interpreted.ask(query, variables);
    const found: unknown[] = [];
    for (let time = 0; time < 4; time += 1) found.push(await compiled.ask(query, variables));
    expect(found).toEqual([expected, expected, expected, expected]);
    expect(Reflect.get(globalThis, 'wasRun')).toBe(undefined);
  });

  it('has no value of the client in its code', () => {
    const compilable = toCompilableDocument(
      createSchema({ federated: true }),
      parse(`{ image(id: "${ID}") { id properties(names: ["a"]) { name } } images(first: 2) { nodes { id } } }`),
    );
    const text = JSON.stringify(compilable?.document, (key, value: unknown) => (key === 'loc' ? undefined : value));
    expect(text).not.toMatch(/StringValue|IntValue|ListValue/);
    expect(Object.values(compilable?.toValues({}) ?? {})).toEqual([
      ['a'],
      ID,
      { field: 'CREATED_AT', direction: 'DESC' },
      2,
    ]);
  });

  it.each([
    ['query ($yes: Boolean!) { image(id: "1") { id @include(if: $yes) } }'],
    ['{ image(id: "1") { id ... @skip(if: true) { name } } }'],
    ['{ image(id: "1") { ...F @include(if: true) } } fragment F on Image { id }'],
    ['{ image(id: "1") { __proto__: id } }'],
    ['{ __schema { queryType { name } } }'],
    ['query A { __typename } query B { __typename }'],
  ])('is never %s', (query) => {
    expect(toCompilableDocument(createSchema({ federated: true }), parse(query))).toBe(null);
  });

  it.each([
    '{ one { sync later } }',
    '{ one { later later2 } }',
    '{ one { later nullable } other: one { nullable } }',
    '{ many { later later2 nullable } one { id } }',
    '{ one { one { later } later2 } }',
    '{ all { later } }',
  ])('with several failures in %s has the errors of graphql-js', async (query) => {
    const schema = createFailingSchema();
    const expected = sortErrors(await execute({ schema, document: parse(query), contextValue: {} }));
    expect(toPlain(await runCompiled(schema, query))).toEqual(toPlain(expected));
  });
});

async function start(compileAfter: string) {
  const { url, calls } = await startRecorder('http://127.0.0.1:9', createRandomUpstream().intercept);
  const gateway = await startGateway({ endpoint: url, env: { COMPILE_AFTER: compileAfter } });
  // From a first list the gateway learns that the image service knows hidden images, and asks no more about it.
  await gateway.post('{ images { nodes { id } } }');
  return {
    async ask(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
      const before = calls.length;
      const { status, body } = await gateway.post(query, variables);
      return {
        status,
        text: JSON.stringify(body),
        calls: calls.slice(before).map(({ method, url }) => `${method} ${url}`),
      };
    },
  };
}

/** Most of its fields fail, at once or later. */
function createFailingSchema(): GraphQLSchema {
  const schema = buildSchema(`
    scalar _Any
    type Query { one: Thing, many: [Thing], all: [Thing!] }
    type Thing { id: Int, sync: Int!, later: Int!, later2: Int!, nullable: Int, one: Thing! }
  `);
  const [query, thing] = [schema.getQueryType()?.getFields(), schema.getType('Thing')];
  if (!query || !thing || !('getFields' in thing)) throw new Error('no such types');
  const resolvers: Readonly<Record<string, () => unknown>> = {
    one: () => ({ id: 1 }),
    many: () => [{ id: 1 }, { id: 2 }],
    all: async () => [{ id: 1 }, { id: 2 }],
    sync: () => fail('sync'),
    later: async () => fail('later'),
    later2: async () => fail('later2'),
    nullable: async () => fail('nullable'),
  };
  for (const field of [...Object.values(query), ...Object.values(thing.getFields())]) {
    const resolve = resolvers[field.name];
    if (resolve && 'args' in field) field.resolve = resolve;
  }
  return schema;
}

function fail(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'FAILED' } });
}

async function runCompiled(schema: GraphQLSchema, query: string): Promise<ExecutionResult> {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const contextValue = createContext(NO_GLANCE, {
    caller: { token: 'token', cancellation: new Cancellation(performance.now()) },
    hasToken: true,
    requestId: 'req-1',
    contentType: 'application/json',
    record: createOperationRecord(),
  });
  const engine = createEngine(schema, { compileAfter: 1, hideSuggestions: false });
  await engine.run({ document, operation, contextValue, request: {} });
  return engine.finish({ document, contextValue });
}

function toPlain({ data, errors = [] }: ExecutionResult): unknown {
  return { data, errors: errors.map((error) => error.toJSON()) };
}
