import { describe, expect, it } from 'vitest';
import { startGateway, type GatewayAnswer } from '../../support/gateway.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const MEMBER = '2f9d8c7b6a5e4d3c9b2a1f0e8d7c6b52';
const TIME = '2026-01-01T00:00:00Z';
const TOKEN = 'token-of-the-caller';

function toId(index: number): string {
  return `5b8c1f3e-7a2d-4c69-9e10-${String(index).padStart(12, '0')}`;
}

/** A document with so many members, each of which is one call. */
function manyMembers(count: number): { query: string; variables: Record<string, unknown> } {
  const representations = Array.from({ length: count }, (_value, index) => ({
    __typename: 'ImageMember',
    imageId: toId(index),
    memberId: MEMBER,
  }));
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ImageMember { status } } }';
  return { query, variables: { r: representations } };
}

interface Stage {
  readonly calls: () => string[];
  ask(document: { query: string; variables?: unknown }, token?: string, address?: string): Promise<GatewayAnswer>;
}

async function startStage(env: Record<string, string>, refused: ReadonlySet<string> = new Set()): Promise<Stage> {
  const glance = await startUpstream(({ url, token }) => {
    const imageId = /[\w-]{36}/.exec(url)?.[0];
    const times = { created_at: TIME, updated_at: TIME };
    const row = { image_id: imageId, member_id: MEMBER, status: 'pending', ...times, schema: '/v2/schemas/member' };
    if (refused.has(token)) return { status: 401, body: '{}' };
    if (url.includes('/members')) return { status: 200, body: row };
    return { status: 200, body: toImageRow(toId(0), 'an image') };
  });
  const gateway = await startGateway({ endpoint: glance.url, env: { TRUSTED_PROXIES: '1', ...env } });
  return {
    calls: () => glance.requests.map(({ method, url }) => `${method} ${url}`),
    ask: (document, token = TOKEN, address = '192.0.2.1') =>
      gateway.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': token, 'x-forwarded-for': address },
        body: JSON.stringify(document),
      }),
  };
}

const IMAGE = { query: `{ image(id: "${toId(0)}") { name } }` };
const SHARE = {
  query: `mutation ($i: ID!, $m: ID!) { addImageMember(input: {imageId: $i, memberId: $m}) {
    __typename
    ... on AddImageMemberSuccess { imageMember { image { name } } }
    ... on ImageRateLimitError { code message retryable retryAfterSeconds upstreamStatus requestId }
  } }`,
  variables: { i: toId(0), m: MEMBER },
};

function waitOf({ body }: GatewayAnswer): number {
  return Number(/"retryAfterSeconds":(\d+)/.exec(JSON.stringify(body))?.[1]);
}

describe('the budget of calls to the image service', () => {
  it.each([
    ['token', { RATE_LIMIT_TOKEN_CALLS: '10' }, TOKEN, '192.0.2.2', 'another-token-of-a-caller', '192.0.2.1'],
    ['address', { RATE_LIMIT_ADDRESS_CALLS: '10' }, 'another-token-of-a-caller', '192.0.2.1', TOKEN, '192.0.2.2'],
  ])('of one %s ends a request that makes more, and the next one, and leaves others alone', async (...given) => {
    const [, env, token, address, otherToken, otherAddress] = given;
    const { ask, calls } = await startStage(env);
    const answer = await ask(manyMembers(40));
    expect(calls()).toHaveLength(10);
    const wait = waitOf(answer);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    const refusal = {
      message: 'Too many requests to the image service.',
      extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: wait, upstreamStatus: null },
    };
    expect(answer).toMatchObject({ status: 200, body: { errors: Array.from({ length: 30 }, () => refusal) } });
    expect(await ask(IMAGE, token, address)).toMatchObject({
      status: 200,
      body: { data: { image: null }, errors: [{ path: ['image'], extensions: { code: 'RATE_LIMITED' } }] },
    });
    expect(calls()).toHaveLength(10);
    expect(await ask(IMAGE, otherToken, otherAddress)).toMatchObject({
      body: { data: { image: { name: 'an image' } } },
    });
  });

  it('refuses a write before it is sent', async () => {
    const { ask, calls } = await startStage({ RATE_LIMIT_TOKEN_CALLS: '1' });
    await ask(IMAGE);
    const answer = await ask(SHARE);
    expect(answer.body).toEqual({
      data: {
        addImageMember: {
          __typename: 'ImageRateLimitError',
          code: 'RATE_LIMITED',
          message: 'Too many requests to the image service.',
          retryable: true,
          retryAfterSeconds: waitOf(answer),
          upstreamStatus: null,
          requestId: null,
        },
      },
    });
    expect(calls()).toHaveLength(1);
  });

  it('does not break off an operation after its first write, and counts what that takes', async () => {
    const { ask, calls } = await startStage({ RATE_LIMIT_TOKEN_CALLS: '1' });
    expect((await ask(SHARE)).body).toEqual({
      data: { addImageMember: { __typename: 'AddImageMemberSuccess', imageMember: { image: { name: 'an image' } } } },
    });
    expect(calls().map((call) => call.split(' ')[0])).toEqual(['POST', 'GET']);
    expect((await ask(IMAGE)).body).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    expect(calls()).toHaveLength(2);
  });

  it('is five calls for each request unless it is given, and none where requests are not limited', async () => {
    const few = await startStage({ RATE_LIMIT_TOKEN: '2', RATE_LIMIT_ADDRESS: '0' });
    await few.ask(manyMembers(40));
    expect(few.calls()).toHaveLength(10);
    const unlimited = await startStage({ RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0' });
    await unlimited.ask(manyMembers(40));
    expect(unlimited.calls()).toHaveLength(40);
  });
});

describe('a token that the image service refuses', () => {
  it('ends the reads of its request', async () => {
    const { ask, calls } = await startStage({}, new Set([TOKEN]));
    const { body } = await ask(manyMembers(200));
    const codes = JSON.stringify(body).match(/"code":"\w+"/g);
    expect(codes).toEqual(Array.from({ length: 200 }, () => '"code":"UNAUTHENTICATED"'));
    expect(calls().length).toBeLessThanOrEqual(10);
  });
});
