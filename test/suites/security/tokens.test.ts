import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exchangeRaw } from '../../support/exchangeRaw.ts';
import { post } from '../../support/post.ts';
import { openGateway } from '../../support/gateway.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { startUpstream, type UpstreamResponse } from '../../support/scriptedUpstream.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';

describe('two callers at the same time', () => {
  it('each get the responses to their own token, in whatever order these come', async () => {
    const GROUP = 8;
    const waiting: (() => void)[] = [];
    const glance = await startUpstream(async ({ token }) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === GROUP) for (const answer of waiting.splice(0).reverse()) answer();
      });
      return { status: 200, body: toImageRow(IMAGE, `seen by ${token}`) };
    });
    const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url });
    onTestFinished(() => gateway.stop());
    const tokens = Array.from({ length: 40 * GROUP }, (_, index) =>
      index % 2 === 0 ? 'token-number-one' : 'token-number-two',
    );

    const query = `{ image(id: "${IMAGE}") { name } }`;
    const answers = await Promise.all(
      tokens.map((token, index) =>
        post(
          gateway.url,
          { query },
          index % 3 === 0 ? { 'x-auth-token': token } : { authorization: `Bearer ${token}` },
        ),
      ),
    );

    expect(answers).toEqual(
      tokens.map((token) => ({ status: 200, body: { data: { image: { name: `seen by ${token}` } } } })),
    );
    expect(glance.requests.map(({ token }) => token).sort()).toEqual(tokens.toSorted());
  });
});

describe('forty callers at the same time', () => {
  it('never see what another was answered, nor send another’s token, in reads, loaders, entities and mutations', async () => {
    const waiting: (() => void)[] = [];
    const release = (): void => {
      // In an order that has nothing to do with that of the requests.
      for (const answer of waiting.splice(0).sort(() => Math.random() - 0.5)) answer();
    };
    const glance = await startUpstream(async ({ method, url, token }) => {
      const turn = new Promise<void>((resolve) => void waiting.push(resolve));
      if (waiting.length === 1) setTimeout(release, 5);
      await turn;
      const time = '2026-01-01T00:00:00Z';
      const [, imageId = '', memberId = ''] = /^\/v2\/images\/([^/]+)(?:\/members\/(.+))?/.exec(url) ?? [];
      const member = {
        schema: '/v2/schemas/member',
        image_id: imageId,
        member_id: memberId,
        status: 'accepted',
        created_at: time,
        updated_at: time,
      };
      if (method === 'PUT') return { status: 200, body: { ...member, member_id: token } };
      if (url.endsWith('/members')) return { status: 200, body: { members: [{ ...member, member_id: token }] } };
      return { status: 200, body: toImageRow(imageId, token) };
    });
    const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url, RATE_LIMIT_ADDRESS: '0', RATE_LIMIT_TOKEN: '0' });
    onTestFinished(() => gateway.stop());

    const read = `query ($refs: [_Any!]!) {
      image(id: "${IMAGE}") { name members { memberId } }
      imageMembers(imageId: "${IMAGE}") { memberId }
      _entities(representations: $refs) { ... on Image { name } }
    }`;
    const change = `mutation {
      updateImageMember(input: { imageId: "${IMAGE}", memberId: "m", status: ACCEPTED }) {
        ... on UpdateImageMemberSuccess { imageMember { memberId image { name } } }
      }
    }`;
    const callers = Array.from({ length: 600 }, (_, index) => ({
      token: `token-of-caller-${index % 40}`,
      changes: index % 3 === 0,
    }));
    const refs = [{ __typename: 'Image', id: IMAGE }];
    const answers = await Promise.all(
      callers.map(({ token, changes }, index) =>
        post(
          gateway.url,
          changes ? { query: change } : { query: read, variables: { refs } },
          index % 2 === 0 ? { 'x-auth-token': token } : { authorization: `Bearer ${token}` },
        ),
      ),
    );
    expect(answers).toEqual(
      callers.map(({ token, changes }) => ({
        status: 200,
        body: {
          data: changes
            ? { updateImageMember: { imageMember: { memberId: token, image: { name: token } } } }
            : {
                image: { name: token, members: [{ memberId: token }] },
                imageMembers: [{ memberId: token }],
                _entities: [{ name: token }],
              },
        },
      })),
    );
    const sent = new Map<string, number>();
    for (const { token } of glance.requests) sent.set(token, (sent.get(token) ?? 0) + 1);
    expect([...sent.keys()].sort()).toEqual([...new Set(callers.map(({ token }) => token))].sort());
    // Each read asks for the image and its members once, each change for the member and its image.
    expect([...sent.values()]).toEqual(Array(40).fill(30));
  });
});

/** Answers of an image service that quotes the token wherever it can. */
const INDISCREET: readonly UpstreamResponse[] = [
  200, 302, 400, 401, 403, 404, 409, 413, 418, 429, 500, 502, 503, 504,
].map((status) => ({ status, body: '' }));

describe('a token', () => {
  it('is in no log line, body or header, whatever the image service answers', async () => {
    const canary = `canary-${'c4n4ry'.repeat(10)}`;
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    let answer: UpstreamResponse = { status: 500, body: '' };
    const glance = await startUpstream(({ token }) => ({
      status: answer.status,
      headers: {
        'x-openstack-request-id': token,
        'www-authenticate': token,
        location: `/${token}`,
        'retry-after': token,
      },
      body: { message: token, code: token, title: token, error: { message: token, code: token } },
    }));
    const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url, OPERATION_TIMEOUT_MS: '300' }, logger);
    onTestFinished(() => gateway.stop());
    const seen: string[] = [];
    const send = async (headers: Record<string, string>, body: string, path = ''): Promise<void> => {
      const init = path === '' ? { method: 'POST', headers, body } : { headers };
      const response = await fetch(`${gateway.url}/graphql${path}`, init);
      seen.push(JSON.stringify([...response.headers]), await response.text());
    };

    const pair = `{ imageId: "${IMAGE}", memberId: "member" }`;
    const error = '... on ImageServiceError { __typename message code requestId upstreamStatus }';
    const operations = [
      `{ image(id: "${IMAGE}") { name members { id } } imageMembers(imageId: "${IMAGE}") { id } images { nodes { id } } }`,
      `mutation { addImageMember(input: ${pair}) { ${error} } removeImageMember(input: ${pair}) { ${error} } }`,
      `mutation { updateImageMember(input: { imageId: "${IMAGE}", memberId: "m", status: ACCEPTED }) { ${error} } }`,
      `mutation { addImageMembers(input: { members: [${pair}] }) { ${error} } }`,
      '{ nothing }',
      '{',
    ];
    for (answer of INDISCREET) {
      for (const query of operations) {
        const json = { 'content-type': 'application/json' };
        await send({ ...json, 'x-auth-token': canary }, JSON.stringify({ query }));
        await send({ ...json, authorization: `Bearer ${canary}` }, JSON.stringify({ query }));
      }
    }
    const json = { 'content-type': 'application/json', 'x-auth-token': canary };
    await send(json, '{');
    await send({ ...json, 'content-type': 'text/plain' }, '{}');
    await send({ ...json, 'x-auth-token': `${canary} ${canary}` }, JSON.stringify({ query: operations[0] }));
    await send({ ...json, authorization: `Basic ${canary}` }, JSON.stringify({ query: operations[0] }));
    await send({ ...json, origin: `https://${canary}` }, JSON.stringify({ query: operations[0] }));
    await send(json, '', '?query={__typename}');
    seen.push(await exchangeRaw(gateway.url, `GET /graphql HTTP/1.1\r\nX-Auth-Token: ${canary}\nHost: a\r\n\r\n`));
    seen.push(
      await exchangeRaw(gateway.url, `GET /graphql HTTP/1.1\r\nX-Auth-Token: ${canary}${'x'.repeat(50_000)}\r\n\r\n`),
    );

    expect(glance.requests.filter(({ token }) => token === canary).length).toBeGreaterThan(INDISCREET.length * 4);
    expect(lines.length).toBeGreaterThan(INDISCREET.length * operations.length);
    expect(seen.filter((text) => text.includes(canary))).toEqual([]);
    expect(lines.filter((line) => line.includes(canary))).toEqual([]);
  });

  it('is not logged when the connection to the image service breaks', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const gateway = await openGateway({ GLANCE_ENDPOINT: 'http://127.0.0.1:1', OPERATION_TIMEOUT_MS: '300' }, logger);
    onTestFinished(() => gateway.stop());
    const query = `mutation { removeImageMember(input: { imageId: "${IMAGE}", memberId: "m" }) {
      ... on ImageServiceError { code }
    } }`;
    expect(await post(gateway.url, { query }, { 'x-auth-token': 'canary-token-of-somebody' })).toEqual({
      status: 200,
      body: { data: { removeImageMember: { code: 'UPSTREAM_UNREACHABLE' } } },
    });
    expect(lines).not.toEqual([]);
    expect(lines.filter((line) => line.includes('canary'))).toEqual([]);
  });
});
