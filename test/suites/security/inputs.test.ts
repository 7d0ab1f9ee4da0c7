import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { exchangeRaw } from '../../support/exchangeRaw.ts';
import { codesOf, post } from '../../support/post.ts';
import { openGateway } from '../../support/gateway.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { startUpstream, type ScriptedUpstream } from '../../support/scriptedUpstream.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
/** Never part of a path: no member is called so, or no path could name it without naming something else. */
const HOSTILE = [
  '',
  '.',
  '..',
  '../..',
  '../members',
  '..%2f..',
  '%2e%2e%2f',
  '%2e',
  '%2E%2e',
  '%252e%252e',
  '.%2e',
  'a/b',
  '/',
  'a%2Fb',
  'a%252fb',
  'a%00b',
  'a\u0000b',
  'a\r\nX-Injected: 1',
  'a\nb',
  '\u007f',
  '\ud800',
  '../v2/images?x=',
  `${IMAGE}/file`,
  `${IMAGE}\r\nX-Injected: 1`,
  `${IMAGE}\n`,
  'x'.repeat(10_000),
];

/** No ids of images or of members to add, but other tools may have stored members with such names. */
const UNUSUAL = ['a\\b', 'a?b=c', 'a#b', 'a;b', 'a b', `${IMAGE}?`, '\u2028', '\uff21', 'x'.repeat(65)];

async function start(): Promise<{ gateway: RunningServer; glance: ScriptedUpstream }> {
  const glance = await startUpstream(() => ({ status: 200, body: toImageRow(IMAGE, 'an image') }));
  const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url });
  onTestFinished(() => gateway.stop());
  return { gateway, glance };
}

describe('hostile identifiers', () => {
  it('reach no image service from any field', async () => {
    const { gateway, glance } = await start();
    for (const hostile of HOSTILE) {
      const query = `query ($id: ID!, $image: ID!, $representations: [_Any!]!) {
        image(id: $id) { id }
        imageMembers(imageId: $id) { id }
        a: imageMember(imageId: $id, memberId: "member") { id }
        b: imageMember(imageId: $image, memberId: $id) { id }
        images(filter: { ids: [$id] }) { nodes { id } }
        _entities(representations: $representations) { __typename }
      }`;
      const representations = [
        { __typename: 'Image', id: hostile },
        { __typename: 'ImageMember', imageId: hostile, memberId: 'member' },
        { __typename: 'ImageMember', imageId: IMAGE, memberId: hostile },
      ];
      const { status } = await post(gateway.url, { query, variables: { id: hostile, image: IMAGE, representations } });
      expect(status).toBe(200);
    }
    expect(glance.requests).toEqual([]);
  });

  it('of images and new members are refused when they are unusual', async () => {
    const { gateway, glance } = await start();
    for (const unusual of UNUSUAL) {
      const query = `mutation ($a: AddImageMemberInput!, $b: UpdateImageMemberInput!, $c: RemoveImageMemberInput!, $d: AddImageMemberInput!) {
        a: addImageMember(input: $a) { ...E }
        b: updateImageMember(input: $b) { ...E }
        c: removeImageMember(input: $c) { ...E }
        d: addImageMember(input: $d) { ...E }
      }
      fragment E on ImageServiceError { code }`;
      const pair = { imageId: unusual, memberId: 'member' };
      const added = { imageId: IMAGE, memberId: unusual };
      const variables = { a: pair, b: { ...pair, status: 'ACCEPTED' }, c: pair, d: added };
      const refused = { code: 'INVALID_INPUT' };
      expect(await post(gateway.url, { query, variables })).toEqual({
        status: 200,
        body: { data: { a: refused, b: refused, c: refused, d: refused } },
      });
    }
    expect(glance.requests).toEqual([]);
  });

  it('are refused as INVALID_INPUT by every mutation, and reach no image service', async () => {
    const { gateway, glance } = await start();
    for (const hostile of HOSTILE) {
      for (const pair of [
        { imageId: hostile, memberId: 'member' },
        { imageId: IMAGE, memberId: hostile },
      ]) {
        const query = `mutation ($pair: AddImageMemberInput!, $removal: RemoveImageMemberInput!, $update: UpdateImageMemberInput!) {
          addImageMember(input: $pair) { ...E }
          addImageMembers(input: { members: [$pair] }) { ... on AddImageMembersPayload { results { result { ...E } } } }
          updateImageMember(input: $update) { ...E }
          removeImageMember(input: $removal) { ...E }
        }
        fragment E on ImageServiceError { __typename code }`;
        const variables = { pair, removal: pair, update: { ...pair, status: 'ACCEPTED' } };
        const refused = { __typename: 'ImageInputError', code: 'INVALID_INPUT' };
        expect(await post(gateway.url, { query, variables })).toEqual({
          status: 200,
          body: {
            data: {
              addImageMember: refused,
              addImageMembers: { results: [{ result: refused }] },
              updateImageMember: refused,
              removeImageMember: refused,
            },
          },
        });
      }
    }
    expect(glance.requests).toEqual([]);
  });

  it('are refused by a query that accepts good identifiers', async () => {
    const { gateway, glance } = await start();
    const answer = await post(gateway.url, { query: `{ image(id: "${IMAGE}") { name } }` });
    expect(answer).toEqual({ status: 200, body: { data: { image: { name: 'an image' } } } });
    const asked = glance.requests.map(({ method, url, token }) => ({ method, url, token }));
    expect(asked).toEqual([{ method: 'GET', url: `/v2/images/${IMAGE}`, token: 'demo-token-alpha' }]);
  });
});

describe('hostile tokens', () => {
  it.each([
    ['fewer than 16 characters', 'X-Auth-Token: abcdefghijklmno'],
    ['a space', 'X-Auth-Token: abcdefgh ijklmnop'],
    ['a tab', 'X-Auth-Token: abcdefgh\tijklmnop'],
    ['letters that are not ASCII', 'X-Auth-Token: t\xf6ken-of-somebody'],
    ['nothing', 'X-Auth-Token:'],
    ['more than 32768 characters', `X-Auth-Token: ${'x'.repeat(32_769)}`],
    ['two of them', 'X-Auth-Token: token-number-one\r\nX-Auth-Token: token-number-two'],
    ['another scheme', 'Authorization: Basic YTpi'],
  ])('with %s are no tokens', async (_what, header) => {
    const { gateway, glance } = await start();
    const body = JSON.stringify({ query: `{ image(id: "${IMAGE}") { name } }` });
    const head = [
      'POST /graphql HTTP/1.1',
      'Host: gateway',
      'Connection: close',
      'Content-Type: application/json',
      'Accept: application/graphql-response+json',
      `Content-Length: ${body.length}`,
      header,
    ].join('\r\n');
    const answer = await exchangeRaw(gateway.url, `${head}\r\n\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer).toContain('"code":"UNAUTHENTICATED"');
    expect(glance.requests).toEqual([]);
  });

  it.each(['\0', '\r'])('with the control character %j are no requests', async (character) => {
    const { gateway, glance } = await start();
    const head = `GET /graphql?query={__typename} HTTP/1.1\r\nHost: gateway\r\nX-Auth-Token: a${character}b`;
    expect(await exchangeRaw(gateway.url, `${head}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
    expect(glance.requests).toEqual([]);
  });
});

describe('variables that name a prototype', () => {
  const query = `mutation ($input: AddImageMemberInput!) { addImageMember(input: $input) { __typename } }`;
  it.each([
    ['__proto__ of the variables', `{"__proto__":{"input":{"imageId":"${IMAGE}","memberId":"m"},"polluted":true}}`],
    ['__proto__ of an input', `{"input":{"memberId":"m","__proto__":{"imageId":"${IMAGE}","polluted":true}}}`],
    ['a constructor', `{"input":{"constructor":{"prototype":{"imageId":"${IMAGE}","polluted":true}},"memberId":"m"}}`],
  ])('change nothing: %s', async (_what, variables) => {
    const { gateway, glance } = await start();
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        'x-auth-token': 'token-of-somebody',
      },
      body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
    });
    expect(response.status).toBe(400);
    expect(new Set(codesOf(await response.json()))).toEqual(new Set(['BAD_USER_INPUT']));
    expect('polluted' in {}).toBe(false);
    expect(glance.requests).toEqual([]);
  });

  it('change nothing at the top of the body', async () => {
    const { gateway } = await start();
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': 'token-of-somebody' },
      body: '{"__proto__":{"query":"{ __typename }","polluted":true}}',
    });
    expect(response.status).toBe(400);
    await response.text();
    expect('polluted' in {}).toBe(false);
  });
});
