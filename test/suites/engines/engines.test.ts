import { describe, expect, it } from 'vitest';
import { createSchema } from '../../../src/graphql/server/schema.ts';
import { startRecorder } from '../../support/recorder.ts';
import { startGateway } from '../../support/gateway.ts';
import { createChoice } from './randomChoice.ts';
import { createRandomOperation } from './randomDocument.ts';
import { createRandomUpstream } from './randomUpstream.ts';

/** Another seed and another number find what these do not. */
const SEED = Number(process.env['ENGINE_SEED'] ?? 1);
const DOCUMENTS = Number(process.env['ENGINE_DOCUMENTS'] ?? 2000);

/** The documents are to meet the engines, not the limits. */
const NO_LIMITS = Object.fromEntries(
  ['ROOT_FIELDS', 'FIELDS', 'ALIASES', 'DIRECTIVES', 'DEPTH', 'COST', 'TOKENS'].map((name) => [
    `LIMIT_${name}`,
    '100000',
  ]),
);

interface Side {
  /** The response and the calls that it took, as text. */
  ask(query: string, variables: Readonly<Record<string, unknown>>, salt: number): Promise<string>;
}

describe(`${DOCUMENTS} random documents from ENGINE_SEED=${SEED}`, () => {
  it('get the response and cause the calls of graphql-js from compiled code', { timeout: 3_600_000 }, async () => {
    const schema = createSchema({ federated: true });
    const [interpreted, compiled] = [await start('0'), await start('1')];
    for (let seed = SEED; seed < SEED + DOCUMENTS; seed += 1) {
      const { query, variables } = createRandomOperation(schema, createChoice(seed));
      const expected = await interpreted.ask(query, variables, seed);
      const found = await compiled.ask(query, variables, seed);
      // Comparing texts is fast, comparing objects tells what differs.
      if (found !== expected)
        expect({ seed, query, variables, found }).toEqual({ seed, query, variables, found: expected });
      expect(expected).not.toContain('INTERNAL_SERVER_ERROR');
    }
  });
});

async function start(compileAfter: string): Promise<Side> {
  const upstream = createRandomUpstream();
  const { url, calls } = await startRecorder('http://127.0.0.1:9', upstream.intercept);
  const env = { COMPILE_AFTER: compileAfter, GLANCE_BREAKER_MINIMUM_RPS: '100000', ...NO_LIMITS };
  const gateway = await startGateway({ endpoint: url, env });
  let seen = 0;
  return {
    async ask(query, variables, salt) {
      upstream.setFaults(salt);
      const { status, body } = await gateway.post(query, variables);
      const made = calls.slice(seen).map((call) => `${call.method} ${call.url} ${call.body}`);
      seen = calls.length;
      return [status, withoutRequestIds(JSON.stringify(body)), ...made.toSorted()].join('\n');
    },
  };
}

function withoutRequestIds(text: string): string {
  const ids: string[] = [];
  return text.replaceAll(/req-[0-9a-f-]{36}/g, (id) => {
    if (!ids.includes(id)) ids.push(id);
    return `request ${ids.indexOf(id)}`;
  });
}
