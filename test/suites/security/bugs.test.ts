import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../../src/config/config.ts';
import { FairLedger } from '../../../src/fairness/fairLedger.ts';
import type { Glance } from '../../../src/glance/glance.ts';
import { createApollo } from '../../../src/graphql/server/apollo.ts';
import { createAdmission } from '../../../src/http/admission.ts';
import { startFront } from '../../../src/http/front.ts';
import { createGraphqlHandler } from '../../../src/http/graphqlHandler.ts';
import { NO_GLANCE } from '../../support/noGlance.ts';
import { post } from '../../support/post.ts';

const TOKEN = `c4n"4ry\\+/=${'gAAAAAB'.repeat(20)}`;
const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const MASKED = {
  data: { image: null },
  errors: [
    {
      message: 'Internal server error',
      locations: [{ line: 1, column: 3 }],
      path: ['image'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  ],
};

/** A gateway with a bug: every read throws. */
async function startBuggy(toThrown: (token: string) => unknown): Promise<{ url: string; lines: string[] }> {
  const lines: string[] = [];
  const logger = pino(
    { level: 'trace', base: null, timestamp: false },
    { write: (line: string) => void lines.push(line) },
  );
  const config = parseConfig({});
  const apollo = createApollo({ introspection: false, federated: false, limits: config, compileAfter: 1, logger });
  await apollo.start();
  const glance: Glance = {
    ...NO_GLANCE,
    as: (caller) => {
      const images = { findMany: () => Promise.reject(toThrown(caller.token)) };
      return Object.create(NO_GLANCE.as(caller), { images: { value: images } });
    },
  };
  const bodies = new FairLedger(100, 1_000_000);
  const front = await startFront({
    host: '127.0.0.1',
    port: 0,
    timeouts: { headersMs: 10_000, requestMs: 20_000, silenceMs: 60_000 },
    maxConnections: 100,
    pipeline: { waiting: bodies, toClientAddress: () => '' },
    handleGraphql: createGraphqlHandler({
      apollo,
      glance,
      operationTimeoutMs: 1000,
      corsOrigins: [],
      corsHeaders: [],
      admission: createAdmission(100),
      bodies,
      watchUnread: null,
      rateLimit: null,
      persistedDocuments: null,
      logger,
      report: () => {},
    }),
    handlePlayground: null,
  });
  onTestFinished(async () => {
    await front.stop({ graceMs: 0 });
    await apollo.stop();
  });
  return { url: front.url, lines };
}

function withFields(error: Error, fields: Readonly<Record<string, unknown>>): Error {
  return Object.assign(error, fields);
}

describe('a bug', () => {
  it.each<[string, (token: string) => unknown]>([
    ['whose message quotes it', (token) => new TypeError(`can not read ${token} of undefined`)],
    ['whose message quotes it as JSON', (token) => new Error(JSON.stringify({ headers: { 'x-auth-token': token } }))],
    ['whose message quotes it in a URL', (token) => new Error(`GET /?token=${encodeURIComponent(token)}`)],
    ['whose stack quotes it', (token) => withFields(new Error('bug'), { stack: `Error: ${token}\n    at ${token}` })],
    ['whose code and name are it', (token) => withFields(new Error('bug'), { code: token, name: token })],
    [
      'that carries the request',
      (token) => withFields(new Error('bug'), { request: { headers: { 'x-auth-token': token } } }),
    ],
    [
      'that is caused by another',
      (token) => new Error('bug', { cause: withFields(new Error(token), { headers: [token] }) }),
    ],
    [
      'that is caused by the headers',
      (token) => new Error('bug', { cause: { headers: { authorization: `Bearer ${token}` } } }),
    ],
    [
      'of many causes',
      (token) => new AggregateError([new Error(token)], token, { cause: new Error(token, { cause: token }) }),
    ],
    ['that is a text', (token) => `thrown ${token}`],
    ['that is a request', (token) => ({ headers: { 'x-auth-token': token }, toString: () => token })],
  ])('%s is masked, and logged without the token', async (_how, toThrown) => {
    const { url, lines } = await startBuggy(toThrown);
    const query = `{ image(id: "${IMAGE}") { name } }`;
    expect(await post(url, { query }, { 'x-auth-token': TOKEN })).toEqual({ status: 200, body: MASKED });
    const bug = lines
      .map((line): unknown => JSON.parse(line))
      .find((line) => JSON.stringify(line).includes('"msg":"bug"'));
    expect(bug).toEqual({
      level: 50,
      requestId: expect.stringMatching(/^req-/),
      path: ['image'],
      error: expect.objectContaining({
        type: expect.any(String),
        message: expect.any(String),
        stack: expect.any(String),
      }),
      msg: 'bug',
    });
    const forms = [TOKEN, encodeURIComponent(TOKEN), 'gAAAAAB'];
    expect(lines.filter((line) => forms.some((form) => line.includes(form)))).toEqual([]);
  });

  it('is logged with 100 characters of an alias', async () => {
    const { url, lines } = await startBuggy(() => new Error('bug'));
    await post(url, { query: `{ ${'a'.repeat(200)}: image(id: "${IMAGE}") { name } }` });
    const [bug] = lines.filter((line) => line.includes('"msg":"bug"'));
    expect(JSON.parse(bug ?? '')).toMatchObject({ path: ['a'.repeat(100)] });
  });

  it('is logged with its name, message, stack, code and cause', async () => {
    const { url, lines } = await startBuggy(() =>
      withFields(new RangeError('too far', { cause: new Error('a step') }), { code: 'E_FAR', request: { a: 1 } }),
    );
    await post(url, { query: `{ image(id: "${IMAGE}") { name } }` });
    const [bug] = lines.filter((line) => line.includes('"msg":"bug"'));
    expect(JSON.parse(bug ?? '')).toMatchObject({
      error: {
        type: 'RangeError',
        message: 'too far',
        stack: expect.stringMatching(/^RangeError: too far\n +at .*bugs\.test\.ts/),
        code: 'E_FAR',
        cause: { type: 'Error', message: 'a step' },
      },
    });
    expect(bug).not.toContain('"request"');
  });
});
