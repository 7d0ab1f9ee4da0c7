import { describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { status } from '../../support/testGlance.ts';
import { startRepeatingUpstream } from '../../support/scriptedUpstream.ts';

const TOKEN = 'an-invented-token-of-nobody';
const ids = Array.from({ length: 100 }, (_, index) => `5b8c1f3e-7a2d-4c69-9e10-${String(index).padStart(12, '0')}`);

const ENTITIES = '_entities(representations: $refs) { ... on Image { members { memberId } } }';
const aliases = ids.slice(0, 15).map((id, index) => `a${index}: imageMembers(imageId: "${id}") { memberId }`);
const members = ids.slice(0, 50).map((imageId) => ({ imageId, memberId: 'member' }));

/** Each makes many calls, and some make them at the same time. */
const BULKS: readonly [name: string, query: string, variables: Record<string, unknown>, mostCalls: number][] = [
  ['fifteen aliases', `{ ${aliases.join(' ')} }`, {}, 10],
  [
    'a hundred entities',
    `query ($refs: [_Any!]!) { ${ENTITIES} }`,
    { refs: ids.map((id) => ({ __typename: 'Image', id })) },
    10,
  ],
  [
    'fifty members',
    'mutation ($input: AddImageMembersInput!) { addImageMembers(input: $input) { ... on AddImageMembersPayload { results { result { __typename } } } } }',
    { input: { members } },
    10,
  ],
];

function codesOf(body: unknown): unknown {
  return [...new Set(JSON.stringify(body).match(/(?<="code":")[A-Z_]+/g))];
}

describe('a bulk with an invented token', () => {
  it.each(BULKS)(
    'asks Keystone once and the image service only with what was under way: %s',
    async (_name, query, variables, mostCalls) => {
      const upstream = await startRepeatingUpstream(status(401));
      const keystone = await startRepeatingUpstream(status(401));
      const gateway = await startGateway({
        endpoint: upstream.url,
        env: { OS_AUTH_URL: keystone.url, LIMIT_COST: '100000' },
      });
      const { body } = await gateway.post(query, variables, { 'x-auth-token': TOKEN });
      expect(codesOf(body)).toEqual(['UNAUTHENTICATED']);
      expect(keystone.calls).toEqual(['GET /v3/auth/tokens?nocatalog']);
      expect(upstream.calls.length).toBeLessThanOrEqual(mostCalls);
    },
  );

  it.each(BULKS)(
    'asks Keystone alone, and once, where the image service is found in the catalog: %s',
    async (_name, query, variables) => {
      const keystone = await startRepeatingUpstream(status(401));
      const gateway = await startGateway({ endpoint: '', env: { OS_AUTH_URL: keystone.url, LIMIT_COST: '100000' } });
      const { body } = await gateway.post(query, variables, { 'x-auth-token': TOKEN });
      expect(codesOf(body)).toEqual(['UNAUTHENTICATED']);
      expect(keystone.calls).toEqual(['GET /v3/auth/catalog']);
    },
  );
});
