import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { openConnection } from '../support/rawConnection.ts';
import { startUpstream } from '../support/scriptedUpstream.ts';

const QUERY = JSON.stringify({ query: '{ image(id: "5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01") { id } }' });
const TOKEN = 'gAAAAABrCChJglbA7opSWsE9';
const OTHER = 'gAAAAABrCChOy5yHOvsey5xE';
const MISSING = 'A valid token must be sent as X-Auth-Token or Authorization: Bearer.';
const AMBIGUOUS = 'The request holds several different tokens in one header.';

/** Sends header lines as they are. */
async function post(url: string, lines: readonly string[]) {
  const { socket, received } = await openConnection(url);
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: gateway',
    'Connection: close',
    'Content-Type: application/json',
    'Accept: application/graphql-response+json',
    `Content-Length: ${QUERY.length}`,
    ...lines,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${QUERY}`, 'latin1');
  const [top = '', body = ''] = (await received).split('\r\n\r\n');
  const json: unknown = JSON.parse(body);
  return { status: Number(top.split(' ')[1]), type: /^content-type: (.*)$/im.exec(top)?.[1]?.trim(), body: json };
}

async function start(env: Readonly<Record<string, string>> = {}) {
  const upstream = await startUpstream([{ status: 404 }]);
  return { upstream, gateway: await startGateway({ endpoint: upstream.url, env }) };
}

function refusal(message: string) {
  return { errors: [expect.objectContaining({ message, extensions: { code: 'UNAUTHENTICATED', retryable: false } })] };
}

describe('the headers of a request', () => {
  it.each<[string, readonly string[]]>([
    ['X-Auth-Token alone', [`X-Auth-Token: ${TOKEN}`]],
    ['X-Auth-Token in another case', [`x-AUTH-token: ${TOKEN}`]],
    ['X-Auth-Token with white space around it', [`X-Auth-Token: \t ${TOKEN} \t `]],
    ['Bearer alone', [`Authorization: Bearer ${TOKEN}`]],
    ['bearer in lower case', [`authorization: bearer ${TOKEN}`]],
    ['BEARER in upper case', [`AUTHORIZATION: BEARER ${TOKEN}`]],
    ['Bearer with many spaces', [`Authorization:   Bearer    ${TOKEN}   `]],
    ['Bearer with a tab', [`Authorization: Bearer\t${TOKEN}`]],
    ['an empty X-Auth-Token beside Bearer', ['X-Auth-Token:', `Authorization: Bearer ${TOKEN}`]],
    ['Bearer beside an empty X-Auth-Token after it', [`Authorization: Bearer ${TOKEN}`, 'X-Auth-Token:']],
    ['a blank X-Auth-Token beside Bearer', ['X-Auth-Token:  \t  ', `Authorization: Bearer ${TOKEN}`]],
    ['an X-Auth-Token with a space in it beside Bearer', ['X-Auth-Token: no token', `Authorization: Bearer ${TOKEN}`]],
    ['an X-Auth-Token that is not ASCII beside Bearer', ['X-Auth-Token: t\xf6ken', `Authorization: Bearer ${TOKEN}`]],
    ['an X-Auth-Token of what is no token beside Bearer', ['X-Auth-Token: null', `Authorization: Bearer ${TOKEN}`]],
    ['X-Auth-Token twice, the first one no token', ['X-Auth-Token: undefined', `X-Auth-Token: ${TOKEN}`]],
    ['X-Auth-Token beside another Bearer', [`X-Auth-Token: ${TOKEN}`, `Authorization: Bearer ${OTHER}`]],
    ['X-Auth-Token beside an empty Bearer', [`X-Auth-Token: ${TOKEN}`, 'Authorization: Bearer']],
    ['X-Auth-Token beside Basic', [`X-Auth-Token: ${TOKEN}`, 'Authorization: Basic dXNlcjpwYXNz']],
    ['X-Auth-Token twice, the same', [`X-Auth-Token: ${TOKEN}`, `X-Auth-Token: ${TOKEN}`]],
    ['X-Auth-Token twice, the first one empty', ['X-Auth-Token:', `X-Auth-Token: ${TOKEN}`]],
    ['X-Auth-Token twice, the last one empty', [`X-Auth-Token: ${TOKEN}`, 'X-Auth-Token:']],
    ['X-Auth-Token joined by a proxy, the same', [`X-Auth-Token: ${TOKEN}, ${TOKEN}`]],
    ['empty X-Auth-Tokens beside Bearer', ['X-Auth-Token:', 'X-Auth-Token:', `Authorization: Bearer ${TOKEN}`]],
    ['Bearer after Basic', ['Authorization: Basic dXNlcjpwYXNz', `Authorization: Bearer ${TOKEN}`]],
    ['Bearer before Basic', [`Authorization: Bearer ${TOKEN}`, 'Authorization: Basic dXNlcjpwYXNz']],
    ['Basic and Bearer joined by a proxy', [`Authorization: Basic dXNlcjpwYXNz, Bearer ${TOKEN}`]],
  ])('contain a token: %s', async (_name, lines) => {
    const { upstream, gateway } = await start();
    expect(await post(gateway.url, lines)).toMatchObject({ status: 200, body: { data: { image: null } } });
    expect(upstream.requests.map(({ headers }) => headers['x-auth-token'])).toEqual([TOKEN]);
    expect(upstream.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each<[string, readonly string[], string]>([
    ['nothing', [], MISSING],
    ['15 characters', [`X-Auth-Token: ${TOKEN.slice(0, 15)}`], MISSING],
    ['Bearer with 15 characters', [`Authorization: Bearer ${TOKEN.slice(0, 15)}`], MISSING],
    ['what a script makes of nothing', ['X-Auth-Token: undefined', 'Authorization: Bearer null'], MISSING],
    ['an empty X-Auth-Token', ['X-Auth-Token:'], MISSING],
    ['an empty X-Auth-Token and an empty Bearer', ['X-Auth-Token:', 'Authorization: Bearer '], MISSING],
    ['an X-Auth-Token with a space in it', ['X-Auth-Token: no token'], MISSING],
    ['a Bearer with a space in it', [`Authorization: Bearer Bearer ${TOKEN}`], MISSING],
    ['a Bearer without a space', [`Authorization: Bearer${TOKEN}`], MISSING],
    ['Basic', ['Authorization: Basic dXNlcjpwYXNz'], MISSING],
    ['an unknown scheme', [`Authorization: Token ${TOKEN}`], MISSING],
    ['the token without a scheme', [`Authorization: ${TOKEN}`], MISSING],
    ['a proxy’s credentials', [`Proxy-Authorization: Bearer ${TOKEN}`], MISSING],
    ['a cookie', [`Cookie: X-Auth-Token=${TOKEN}`], MISSING],
    ['two X-Auth-Tokens', [`X-Auth-Token: ${TOKEN}`, `X-Auth-Token: ${OTHER}`], AMBIGUOUS],
    [
      'two X-Auth-Tokens beside Bearer',
      [`X-Auth-Token: ${OTHER}, ${TOKEN}`, `Authorization: Bearer ${TOKEN}`],
      AMBIGUOUS,
    ],
    ['two Bearers joined by a proxy', [`Authorization: Bearer ${TOKEN}, Bearer ${OTHER}`], AMBIGUOUS],
  ])('contain no valid token: %s', async (_name, lines, message) => {
    const { upstream, gateway } = await start();
    expect(await post(gateway.url, lines)).toEqual({
      status: 401,
      type: 'application/graphql-response+json; charset=utf-8',
      body: refusal(message),
    });
    expect(upstream.calls).toEqual([]);
  });
});

describe('the length of a token', () => {
  it.each([16, 17, 8192, 8193, 16_384, 20_000, 32_768])('of %i characters is passed on', async (length) => {
    const { upstream, gateway } = await start();
    const token = 'g'.repeat(length);
    const answer = await post(gateway.url, [`X-Auth-Token: ${token}`]);
    expect(answer).toMatchObject({ status: 200, body: { data: { image: null } } });
    expect(upstream.requests.map(({ headers }) => headers['x-auth-token'] === token)).toEqual([true]);
  });

  it.each([
    ['X-Auth-Token', 'X-Auth-Token: '],
    ['Bearer', 'Authorization: Bearer '],
  ])('of 32,769 characters is refused with an explanation: %s', async (_name, prefix) => {
    const { upstream, gateway } = await start();
    const answer = await post(gateway.url, [prefix + 'g'.repeat(32_769)]);
    const message = 'The token is too long: it has 32769 characters, and at most 32768 are taken.';
    expect(answer).toMatchObject({ status: 401, body: refusal(message) });
    expect(upstream.calls).toEqual([]);
  });

  it('that is too long in one header leaves the other one', async () => {
    const { upstream, gateway } = await start();
    const lines = [`X-Auth-Token: ${'g'.repeat(33_000)}`, `Authorization: Bearer ${TOKEN}`];
    expect(await post(gateway.url, lines)).toMatchObject({ status: 200 });
    expect(upstream.requests.map(({ headers }) => headers['x-auth-token'])).toEqual([TOKEN]);
  });

  it.each([50_000, 100_000, 1_000_000])('of %i characters is refused by the server, in JSON', async (length) => {
    const { upstream, gateway } = await start();
    const message = 'The headers are too long: at most 49152 bytes are taken.';
    expect(await post(gateway.url, [`X-Auth-Token: ${'g'.repeat(length)}`])).toEqual({
      status: 431,
      type: 'application/json; charset=utf-8',
      body: { errors: [{ message, extensions: { code: 'BAD_REQUEST', retryable: false } }] },
    });
    expect(upstream.calls).toEqual([]);
  });

  it('is configured, and the server follows it', async () => {
    const { upstream, gateway } = await start({ MAX_TOKEN_LENGTH: '60000' });
    const token = 'g'.repeat(60_000);
    expect(await post(gateway.url, [`X-Auth-Token: ${token}`])).toMatchObject({ status: 200 });
    expect(upstream.requests.map(({ headers }) => headers['x-auth-token'] === token)).toEqual([true]);
    const message = 'The token is too long: it has 60001 characters, and at most 60000 are taken.';
    expect(await post(gateway.url, [`X-Auth-Token: ${token}g`])).toMatchObject({ status: 401, body: refusal(message) });
    expect(await post(gateway.url, [`X-Auth-Token: ${'g'.repeat(80_000)}`])).toMatchObject({ status: 431 });
  });
});

describe('a token that is too long for the image service', () => {
  const TOO_LONG =
    'The image service does not take the headers of the request: the token of 20000 characters is too long for it.';

  it.each<[string, { status: number; headers?: Record<string, string>; body?: unknown }, string, string]>([
    ['eventlet', { status: 400, body: '' }, 'g'.repeat(20_000), TOO_LONG],
    ['nginx', { status: 400, body: '<h1>400 Bad Request</h1>' }, 'g'.repeat(20_000), TOO_LONG],
    ['a proxy with 431', { status: 431, body: '' }, 'g'.repeat(20_000), TOO_LONG],
    [
      'a proxy with 431 for other headers',
      { status: 431, body: '' },
      TOKEN,
      'The image service does not take the headers of the request: they are too long for it.',
    ],
  ])('is explained in the error and is not sent again: %s', async (_name, answer, token, message) => {
    const upstream = await startUpstream([answer]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const { body } = await post(gateway.url, [`X-Auth-Token: ${token}`]);
    expect(body).toMatchObject({
      data: { image: null },
      errors: [
        { message, extensions: { code: 'UPSTREAM_PROTOCOL_ERROR', retryable: false, upstreamStatus: answer.status } },
      ],
    });
    expect(upstream.requests).toHaveLength(1);
  });

  it('is not blamed for a 400 that Glance itself gave', async () => {
    const upstream = await startUpstream([{ status: 400, body: { message: 'Bad', code: '400 Bad Request' } }]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const { body } = await post(gateway.url, [`X-Auth-Token: ${'g'.repeat(20_000)}`]);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT', upstreamStatus: 400 } }] });
  });
});
