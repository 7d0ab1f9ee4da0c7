import { beforeAll, describe, expect, inject, it } from 'vitest';
import { pino } from 'pino';
import type { Environment } from '../../../src/config/config.ts';
import { startFaultProxy } from '../faults/faultProxy.ts';
import { addImage } from '../operations/upstream.ts';
import { startBin } from '../../support/bin.ts';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { moveEndpoints, registerGlance } from '../../support/realGlance/identity.ts';
import { createScopedToken } from '../../support/realGlance/tokens.ts';
import { REGION } from '../../support/realGlance/keystone.ts';

const real = inject('realGlance');
const LOOK = 'query ($id: ID!) { image(id: $id) { id } }';
const ENV = { OS_AUTH_URL: real.keystoneUrl, OS_REGION_NAME: REGION };

const KINDS = [
  ['unscoped', 'for no project (unscoped)', 'for no project'],
  ['domain', 'for a domain, not for a project (domain-scoped)', 'for a domain and no project'],
  ['system', 'for the whole system, not for a project (system-scoped)', 'for the whole system and no project'],
] as const;

let id = '';
beforeAll(async () => {
  id = await addImage(real, { name: 'for tokens of all scopes' });
});

async function look(gateway: Gateway, token: string): Promise<unknown> {
  return (await gateway.post(LOOK, { id }, { 'x-auth-token': token })).body;
}

function refused(code: string, message: string) {
  const extensions = {
    code,
    retryable: false,
    retryAfterSeconds: null,
    requestId: expect.toBeOneOf([null, expect.any(String)]),
    upstreamStatus: null,
  };
  return { data: { image: null }, errors: [{ message, locations: expect.any(Array), path: ['image'], extensions }] };
}

describe('a token that is for no project', () => {
  it.each(KINDS)(
    'gets an error that names its scope and the scope that is needed, whichever token came first: %s',
    async (kind, words) => {
      const token = await createScopedToken(real.keystoneUrl, real.tokens.admin, kind);
      const gateway = await startGateway({ endpoint: '', env: ENV });
      const expected = refused(
        'FORBIDDEN',
        `The token is ${words}. Images are listed and shared with a token for a project.`,
      );
      expect(await look(gateway, token)).toEqual(expected);
      expect(await look(gateway, real.tokens.alpha)).toEqual({ data: { image: { id } } });
      expect(await look(gateway, token)).toEqual(expected);
    },
  );

  it.each(KINDS)('is named by check: %s', async (kind, _words, words) => {
    const token = await createScopedToken(real.keystoneUrl, real.tokens.admin, kind);
    const { code, stdout } = await startBin(['check'], { ...ENV, OS_TOKEN: token }).ended;
    expect(code).toBe(1);
    expect(stdout).toMatch(
      new RegExp(`The token is valid until \\S+, but ${words}; images are listed and shared for a project\\.\\n$`),
    );
  });
});

describe('a region or an interface that the real catalog lacks', () => {
  it.each<[string, Environment]>([
    ['region RegionNine', { OS_REGION_NAME: 'RegionNine' }],
    ['region RegionNine', { OS_REGION_NAME: 'RegionNine', OS_INTERFACE: 'admin' }],
  ])('is one line in the log, and not retryable: %s %j', async (region, env) => {
    const lines: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    const gateway = await startGateway({ endpoint: '', env: { ...ENV, ...env }, logger });
    const message = 'The service catalog has no image service for the configured region and interface.';
    for (const token of [real.tokens.alpha, real.tokens.beta, real.tokens.alpha]) {
      expect(await look(gateway, token)).toEqual(refused('UPSTREAM_UNAVAILABLE', message));
    }
    expect(lines).toEqual([expect.stringContaining(`(OS_INTERFACE) in ${region} (OS_REGION_NAME)`)]);
  });
});

describe('the image service of the real catalog', () => {
  it('is found where it moved to, without a restart', async () => {
    const { keystoneUrl, tokens, endpoint } = real;
    const old = await startFaultProxy(endpoint);
    const region = 'RegionThatMoves';
    await registerGlance(keystoneUrl, tokens.admin, { region, public: old.url, internal: old.url, admin: old.url });
    const gateway = await startGateway({ endpoint: '', env: { ...ENV, OS_REGION_NAME: region } });
    expect(await look(gateway, tokens.alpha)).toEqual({ data: { image: { id } } });
    await old.refuseFor(Infinity);
    expect(await look(gateway, tokens.alpha)).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_UNREACHABLE', retryable: true } }],
    });
    await moveEndpoints(keystoneUrl, tokens.admin, region, endpoint);
    await expect.poll(() => look(gateway, tokens.alpha)).toEqual({ data: { image: { id } } });
  });

  it('stays known to a caller whose catalog was read before Keystone went down', async () => {
    const keystone = await startFaultProxy(real.keystoneUrl);
    const gateway = await startGateway({ endpoint: '', env: { ...ENV, OS_AUTH_URL: `${keystone.url}/v3` } });
    expect(await look(gateway, real.tokens.alpha)).toEqual({ data: { image: { id } } });
    await keystone.refuseFor(Infinity);
    expect(await look(gateway, real.tokens.alpha)).toEqual({ data: { image: { id } } });
    expect(await look(gateway, real.tokens.gamma)).toMatchObject({
      data: { image: null },
      errors: [{ message: 'The identity service could not be reached.', extensions: { retryable: true } }],
    });
  });
});
