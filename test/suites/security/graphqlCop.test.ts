import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { openGateway } from '../../support/gateway.ts';

/**
 * What graphql-cop 1.15 asks, as it asks: without a token, for legacy JSON, with `operationName`. Each of its findings
 * is a condition on the answer; here the whole answer is asserted, which leaves no room for the finding.
 */
let gateway: RunningServer;
beforeAll(async () => {
  gateway = await openGateway({ NODE_ENV: 'production' });
});
afterAll(() => gateway.stop());

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function send(init: RequestInit, search = ''): Promise<Answer> {
  const response = await fetch(`${gateway.url}/graphql${search}`, init);
  return { status: response.status, body: await response.json() };
}

const json = { 'content-type': 'application/json', accept: '*/*' };
const ask = (body: unknown): Promise<Answer> => send({ method: 'POST', headers: json, body: JSON.stringify(body) });
const cop = (query: string): Promise<Answer> => ask({ query, operationName: 'cop' });

function tooComplex(limit: string, maximum: number): Answer {
  const message = `The operation is too complex: it exceeds the limit of ${maximum} for ${limit}.`;
  return {
    status: 200,
    body: { errors: [{ message, extensions: { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit } }] },
  };
}

function refused(message: RegExp | string, code: string, status = 200): Answer {
  const text = typeof message === 'string' ? message : expect.stringMatching(message);
  return { status, body: { errors: [expect.objectContaining({ message: text, extensions: { code } })] } };
}

const INTROSPECTION_OFF = {
  message: 'Introspection is switched off.',
  locations: [{ line: 1, column: 13 }],
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED', validationErrorCode: 'INTROSPECTION_DISABLED' },
};
const NO_CSRF = refused(
  /^This operation has been blocked as a potential Cross-Site Request Forgery/,
  'BAD_REQUEST',
  400,
);

describe('graphql-cop finds no', () => {
  it('alias overloading', async () => {
    const aliases = Array.from({ length: 101 }, (_, index) => `alias${index}:__typename \n`).join('');
    expect(await cop(`query cop { ${aliases} }`)).toEqual(tooComplex('rootFields', 20));
  });

  it('array-based query batching', async () => {
    expect(await ask(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })))).toEqual(
      refused('Operation batching disabled.', 'BAD_REQUEST', 400),
    );
  });

  it('introspection-based circular query', async () => {
    const query = `query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }`;
    const tooDeep = expect.objectContaining({ message: 'Maximum introspection depth exceeded' });
    expect(await cop(query)).toEqual({ status: 200, body: { errors: [tooDeep, INTROSPECTION_OFF] } });
  });

  it('directive overloading', async () => {
    const answer = await cop('query cop { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }');
    // Ten errors are its finding.
    const error = expect.objectContaining({ message: 'Unknown directive "@aa".' });
    const last = expect.objectContaining({
      message: 'Too many validation errors, error limit reached. Validation aborted.',
    });
    expect(answer).toEqual({ status: 200, body: { errors: [error, error, error, error, last] } });
  });

  it('field duplication', async () => {
    expect(await cop(`query cop { ${'__typename \n'.repeat(500)} }`)).toEqual(tooComplex('rootFields', 20));
  });

  it('field suggestions', async () => {
    const { status, body } = await cop('query cop { __schema { directive } }');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toMatch(/did you mean|directives/i);
  });

  it('mutation by GET', async () => {
    expect(await send({}, `?query=${encodeURIComponent('mutation cop {__typename}')}`)).toEqual(NO_CSRF);
  });

  it('query by GET that another site could send', async () => {
    expect(await send({}, `?query=${encodeURIComponent('query cop {__typename}')}`)).toEqual(NO_CSRF);
  });

  it('GraphiQL or playground', async () => {
    const { status, body } = await send({ headers: { accept: 'text/html' } });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toMatch(/graphiql|playground/i);
  });

  it('introspection', async () => {
    expect(await cop('query cop { __schema { types { name fields { name } } } }')).toEqual({
      status: 200,
      body: { errors: [INTROSPECTION_OFF] },
    });
  });

  it('url-encoded query by POST', async () => {
    const answer = await send({ method: 'POST', body: new URLSearchParams({ query: 'query cop { __typename }' }) });
    const message = 'The body must be application/json in UTF-8, not compressed.';
    const error = { message, extensions: { code: 'UNSUPPORTED_MEDIA_TYPE', retryable: false } };
    expect(answer).toEqual({ status: 415, body: { errors: [error] } });
  });

  it('trace mode', async () => {
    expect(await cop('query cop { __typename }')).toEqual({ status: 200, body: { data: { __typename: 'Query' } } });
  });

  it('unhandled error', async () => {
    expect(await cop('qwerty cop { abc }')).toEqual(
      refused('Syntax Error: Unexpected Name "qwerty".', 'GRAPHQL_PARSE_FAILED'),
    );
  });
});
