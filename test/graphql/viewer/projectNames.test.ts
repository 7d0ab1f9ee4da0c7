import { describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { startGateway } from '../../support/gateway.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';
import { ALPHA, BETA, startKeystone, toProject, type KeystoneScript } from '../../support/scriptedKeystone.ts';
import { status } from '../../support/testGlance.ts';

const OWN = 'GET /v3/auth/projects';
const GAMMA = toProject(3, 'gamma');
const toId = (number: number): string => `5b8c1f3e-7a2d-4c69-9e10-${String(number).padStart(12, '0')}`;
const OWNERS = [ALPHA.id, BETA.id, GAMMA.id, null];
const ROWS = OWNERS.map((owner, index) => ({ ...toImageRow(toId(index), `image-${index}`), owner }));
const toMemberRow = (memberId: string) => ({
  image_id: toId(0),
  member_id: memberId,
  status: 'pending',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  schema: '/v2/schemas/member',
});

async function start(script: KeystoneScript | null) {
  const glance = await startUpstream(({ url }) => {
    if (url.endsWith('/members')) return status(200, {}, { members: [BETA, GAMMA].map(({ id }) => toMemberRow(id)) });
    const row = ROWS[OWNERS.findIndex((_owner, index) => url === `/v2/images/${toId(index)}`)];
    return status(200, {}, row ?? { images: ROWS });
  });
  const keystone = await startKeystone(script ?? {});
  const env = script ? { OS_AUTH_URL: keystone.url } : {};
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const gateway = await startGateway({ endpoint: glance.url, env, logger });
  const ask = async (query: string) => (await gateway.post(query)).body;
  return { keystone, glance, ask, lines };
}

const names = (...texts: (string | null)[]) => ({
  data: { images: { nodes: texts.map((ownerName) => ({ ownerName })) } },
});
const LIST = '{ images { nodes { ownerName } } }';

describe('ownerName and memberName', () => {
  it('are the names of own projects, for a whole list with one call', async () => {
    const { keystone, ask } = await start({ own: [ALPHA, BETA, GAMMA] });
    expect(await ask(LIST)).toEqual(names('alpha', 'beta', 'gamma', null));
    expect(keystone.calls).toEqual([OWN]);
  });

  it('are asked for together, owners and members alike', async () => {
    const { keystone, ask } = await start({ own: [ALPHA], readable: [BETA] });
    const query = `{ image(id: "${toId(0)}") { ownerName members { memberName } } }`;
    expect(await ask(query)).toEqual({
      data: { image: { ownerName: 'alpha', members: [{ memberName: 'beta' }, { memberName: null }] } },
    });
    expect(keystone.calls.toSorted()).toEqual(
      [OWN, `GET /v3/projects/${BETA.id}`, `GET /v3/projects/${GAMMA.id}`].toSorted(),
    );
  });

  it('are null where nobody tells, after one refusal', async () => {
    const { keystone, ask } = await start({ own: [ALPHA] });
    expect(await ask(LIST)).toEqual(names('alpha', null, null, null));
    expect(keystone.calls).toEqual([OWN, `GET /v3/projects/${BETA.id}`]);
  });

  it.each([
    ['fails', { intercept: () => status(503) }],
    ['refuses the token', { intercept: () => status(401) }],
    ['is not configured', null],
  ])('are null without an error where the identity service %s', async (_title, script) => {
    const { ask } = await start(script);
    expect(await ask(LIST)).toEqual(names(null, null, null, null));
  });

  it('cost no call to the identity service where they are not selected', async () => {
    const { keystone, ask } = await start({});
    await ask(`{ images { nodes { id owner { id } members { memberId project { id } } } } }`);
    await ask(`{ viewer { __typename } }`);
    expect(keystone.calls).toEqual([]);
  });
});

describe('a look-up in the directory', () => {
  it('is a line of the audit log, without a token or a secret in any line', async () => {
    const secret = 'secret-of-the-operator';
    const keystone = await startKeystone({
      intercept: ({ method, token, url }) => {
        if (method === 'POST') {
          const body = { token: { expires_at: '2999-01-01T00:00:00.000000Z' } };
          return status(201, { 'x-subject-token': 'token-of-the-gateway' }, body);
        }
        if (token !== 'token-of-the-gateway') return undefined;
        const project = [BETA, GAMMA].find(({ id }) => url === `/v3/projects/${id}`);
        return status(200, {}, { project });
      },
    });
    const glance = await startUpstream(() => status(200, {}, { images: ROWS }));
    const lines: string[] = [];
    const gateway = await startGateway({
      endpoint: glance.url,
      env: {
        OS_AUTH_URL: keystone.url,
        OS_APPLICATION_CREDENTIAL_ID: 'c'.repeat(32),
        OS_APPLICATION_CREDENTIAL_SECRET: secret,
      },
      logger: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    });
    expect((await gateway.post(LIST)).body).toEqual(names('alpha', 'beta', 'gamma', null));
    const audit = lines
      .map((line): unknown => JSON.parse(line))
      .filter((line) => JSON.stringify(line).includes('lookUp'));
    expect(audit).toEqual(
      [BETA, GAMMA].map(({ id }) =>
        expect.objectContaining({
          audit: true,
          action: 'lookUpProject',
          memberId: id,
          memberName: null,
          userId: 'a'.repeat(32),
          projectId: ALPHA.id,
          code: null,
          upstreamCalls: 1,
          upstreamRequestIds: [expect.stringMatching(/^req-/)],
        }),
      ),
    );
    expect(lines.join('')).not.toMatch(/secret-of-the-operator|token-of-the-gateway|token-of-the-user/);
  });
});
