import { describe, expect, it } from 'vitest';
import type { Caller, LookUpAudit } from '../../../src/glance/caller.ts';
import type { DirectoryOptions } from '../../../src/glance/keystone/directory.ts';
import { Tenants } from '../../../src/fairness/tenants.ts';
import { openIdentity } from '../../support/identity.ts';
import {
  ALPHA,
  BETA,
  forbidden,
  SECOND,
  startKeystone,
  toList,
  toProject,
  type ScriptedProject,
} from '../../support/scriptedKeystone.ts';
import { hang } from '../../support/brokenSteps.ts';
import type { UpstreamRequest, UpstreamStep } from '../../support/scriptedUpstream.ts';
import { createTenantCaller, status } from '../../support/testGlance.ts';

const SIGN_IN = 'POST /v3/auth/tokens?nocatalog';
const TOKEN = 'GET /v3/auth/tokens?nocatalog';
const OWN = 'GET /v3/auth/projects';
const search = (name: string, domainId = 'default') => `GET /v3/projects?name=${name}&domain_id=${domainId}`;
const byId = ({ id }: ScriptedProject) => `GET /v3/projects/${id}`;

const SECRET = 'secret-of-the-operator';
const FAR = toProject(7, 'far', SECOND.id);

const named = ({ id, name, domain_id: domainId }: ScriptedProject) => ({ id, name, domainId, domainName: null });
const unresolved = (reason: string) =>
  expect.objectContaining({ kind: 'memberUnresolved', unresolved: { reason, candidates: [] } });
const unusable = expect.objectContaining({
  kind: 'unavailable',
  retryable: false,
  outcome: 'notApplied',
  message: "The operator's directory of projects cannot be used.",
});
const tooMany = expect.objectContaining({
  kind: 'rateLimited',
  outcome: 'notApplied',
  message: "Too many look-ups in the operator's directory of projects in a minute.",
  retryAfterSeconds: 60,
});

interface Directory {
  readonly options?: Partial<DirectoryOptions>;
  readonly known?: readonly ScriptedProject[];
  /** When the gateway's tokens expire; the first, the second, and so on. */
  readonly expiries?: readonly string[];
  readonly intercept?: (request: UpstreamRequest) => UpstreamStep | undefined;
}

/** A Keystone that shows its projects to the gateway's own tokens `gateway-1`, `gateway-2` and so on. */
async function start({ options = {}, known = [ALPHA, BETA, FAR], expiries = [], intercept }: Directory = {}) {
  let tokens = 0;
  const answer = ({ method, url, token }: UpstreamRequest): UpstreamStep | undefined => {
    const { pathname, searchParams } = new URL(url, 'http://keystone.invalid');
    if (method === 'POST') {
      const expiry = expiries[tokens] ?? '2999-01-01T00:00:00.000000Z';
      tokens += 1;
      return status(201, { 'x-subject-token': `gateway-${tokens}` }, { token: { expires_at: expiry } });
    }
    if (!token.startsWith('gateway-')) return undefined;
    const project = known.find(({ id }) => pathname === `/v3/projects/${id}`);
    if (project) return status(200, {}, { project });
    const [name, domainId] = [searchParams.get('name'), searchParams.get('domain_id')];
    return status(200, {}, toList(known.filter((row) => row.name === name && row.domain_id === domainId)));
  };
  const keystone = await startKeystone({ intercept: (request) => intercept?.(request) ?? answer(request) });
  const sentences: string[] = [];
  const open = openIdentity(keystone.url, {
    directory: {
      credential: { id: 'c'.repeat(32), secret: SECRET },
      domains: 'own',
      userLookUps: 0,
      addressLookUps: 0,
      ...options,
    },
    onMisconfiguration: (sentence) => void sentences.push(sentence),
  });
  const resolve = (names: readonly (readonly [string, string | null])[], caller?: Caller) =>
    open(caller).resolveNames(names.map(([name, domain]) => ({ name, domain })));
  return { keystone, sentences, open, resolve };
}

const unlimited = { tokenCalls: 0, addressCalls: 0, operationCalls: 1000 };

describe('the directory of the operator', () => {
  it('is asked for the exact names that nobody else tells, with a token of its own', async () => {
    const { keystone, resolve } = await start();
    expect(
      await resolve([
        ['alpha', null],
        ['beta', null],
        ['gamma', null],
      ]),
    ).toEqual([{ ...named(ALPHA) }, named(BETA), unresolved('notFound')]);
    expect(keystone.calls.slice(0, 3)).toEqual([TOKEN, OWN, 'GET /v3/projects?domain_id=default']);
    expect(keystone.calls.slice(3).toSorted()).toEqual([search('beta'), search('gamma'), SIGN_IN].toSorted());
    const signIn = keystone.requests.find(({ method }) => method === 'POST');
    expect(JSON.parse(signIn?.body ?? '')).toEqual({
      auth: {
        identity: {
          methods: ['application_credential'],
          application_credential: { id: 'c'.repeat(32), secret: SECRET },
        },
      },
    });
    const own = keystone.requests.filter(({ url }) => url.startsWith('/v3/projects?name='));
    expect(own.map(({ token }) => token)).toEqual(['gateway-1', 'gateway-1']);
  });

  it('signs in once for many operations, and keeps what it has found for all callers', async () => {
    const { keystone, resolve } = await start();
    const answers = await Promise.all([resolve([['beta', null]]), resolve([['beta', null]])]);
    expect(answers).toEqual([[named(BETA)], [named(BETA)]]);
    expect(await resolve([['beta', null]])).toEqual([named(BETA)]);
    expect(keystone.calls.filter((call) => call === SIGN_IN)).toEqual([SIGN_IN]);
    expect(keystone.requests.filter(({ token }) => token === 'gateway-1').length).toBeLessThanOrEqual(2);
  });

  it('tells about the domain of the own project only, unless it is open to all domains', async () => {
    const closed = await start();
    expect(await closed.resolve([['far', SECOND.id]])).toEqual([unresolved('notVerifiable')]);
    expect(await closed.open().findProjects([FAR.id, BETA.id])).toEqual([null, named(BETA)]);
    expect(closed.keystone.requests.filter(({ token }) => token === 'gateway-1').map(({ url }) => url)).toEqual([
      `/v3/projects/${FAR.id}`,
      `/v3/projects/${BETA.id}`,
    ]);
    const open = await start({ options: { domains: 'all' } });
    expect(await open.resolve([['far', SECOND.id]])).toEqual([named(FAR)]);
    expect(await open.open().findProjects([FAR.id])).toEqual([named(FAR)]);
  });

  it('is asked for each ID that nobody else tells', async () => {
    const { keystone, open } = await start();
    expect(await open().findProjects([ALPHA.id, BETA.id])).toEqual([named(ALPHA), named(BETA)]);
    expect(keystone.calls).toEqual([OWN, byId(BETA), TOKEN, SIGN_IN, byId(BETA)]);
  });

  it('fetches a new token when Keystone refuses the token, and shortly before its expiry', async () => {
    let refusals = 1;
    const { keystone, resolve } = await start({
      expiries: [new Date(Date.now() + 61_000).toISOString(), new Date(Date.now() + 50_000).toISOString()],
      intercept: ({ token }) => (token === 'gateway-1' && refusals-- > 0 ? status(401) : undefined),
    });
    expect(await resolve([['beta', null]])).toEqual([named(BETA)]);
    expect(
      await resolve([
        ['alpha', 'default'],
        ['gamma', null],
      ]),
    ).toEqual([named(ALPHA), unresolved('notFound')]);
    const byGateway = keystone.requests.filter(({ token }) => token.startsWith('gateway-'));
    expect(byGateway.map(({ token }) => token)).toEqual(['gateway-1', 'gateway-2', 'gateway-3']);
  });

  it('cannot be used with a credential that Keystone refuses, which one sentence tells the operator', async () => {
    const { keystone, sentences, resolve, open } = await start({
      intercept: ({ method }) => (method === 'POST' ? status(401) : undefined),
    });
    expect(
      await resolve([
        ['beta', null],
        ['alpha', null],
      ]),
    ).toEqual([unusable, named(ALPHA)]);
    expect(await resolve([['beta', null]])).toEqual([unusable]);
    expect(await open().findProjects([BETA.id])).toEqual([null]);
    expect(keystone.calls.filter((call) => call === SIGN_IN)).toEqual([SIGN_IN]);
    expect(sentences).toEqual([
      'The identity service refuses the application credential of the directory (OS_APPLICATION_CREDENTIAL_ID).',
    ]);
  });

  it('cannot be used with a credential that may not read projects, which one sentence tells the operator', async () => {
    const { sentences, resolve } = await start({
      intercept: ({ token }) => (token.startsWith('gateway-') ? forbidden : undefined),
    });
    expect(await resolve([['beta', null]])).toEqual([unusable]);
    expect(await resolve([['beta', null]])).toEqual([unusable]);
    expect(sentences).toEqual([
      'The application credential of the directory (OS_APPLICATION_CREDENTIAL_ID) may not read projects.',
    ]);
  });

  it('is not waited for beyond the deadline of the process when Keystone hangs, and fails as Keystone does', async () => {
    const { resolve } = await start({ intercept: ({ method }) => (method === 'POST' ? hang : undefined) });
    expect(await resolve([['beta', null]])).toEqual([
      expect.objectContaining({ kind: 'unavailable', message: 'The identity service did not respond in time.' }),
    ]);
  });

  it('limits the look-ups of one user, whichever token it uses, and refuses known names beyond the limit', async () => {
    const { keystone, resolve } = await start({ options: { userLookUps: 2 } });
    const tenants = new Tenants(unlimited);
    const [one, other] = [createTenantCaller(tenants, 'one'), createTenantCaller(tenants, 'other')];
    expect(await resolve([['beta', null]], one)).toEqual([named(BETA)]);
    expect(await resolve([['beta', null]], one)).toEqual([named(BETA)]);
    expect(await resolve([['nobody', null]], other)).toEqual([unresolved('notFound')]);
    const calls = keystone.calls.length;
    expect(
      await resolve(
        [
          ['gamma', null],
          ['beta', null],
        ],
        other,
      ),
    ).toEqual([tooMany, tooMany]);
    expect(keystone.calls.slice(calls)).toEqual([TOKEN, OWN, 'GET /v3/projects?domain_id=default']);
  });

  it('limits the look-ups of one address', async () => {
    const { resolve } = await start({ options: { addressLookUps: 1 } });
    const tenants = new Tenants(unlimited);
    expect(await resolve([['beta', null]], createTenantCaller(tenants, 'one'))).toEqual([named(BETA)]);
    expect(await resolve([['gamma', null]], createTenantCaller(tenants, 'two'))).toEqual([tooMany]);
    const elsewhere = createTenantCaller(tenants, 'two', '192.0.2.2');
    expect(await resolve([['gamma', null]], elsewhere)).toEqual([unresolved('notFound')]);
  });

  it('counts each call for the operation of the caller', async () => {
    const callerWith = (operationCalls: number) =>
      createTenantCaller(new Tenants({ ...unlimited, operationCalls }), 'one');
    const { keystone, resolve } = await start();
    await expect(resolve([['beta', null]], callerWith(3))).rejects.toMatchObject({ name: 'CallLimitError' });
    expect(keystone.requests.filter(({ token }) => token.startsWith('gateway-'))).toEqual([]);
    expect(await resolve([['beta', null]], callerWith(4))).toEqual([named(BETA)]);
  });

  it('reports each look-up for the audit log, with the request IDs of its calls', async () => {
    const lines: Parameters<LookUpAudit['lookUp']>[0][] = [];
    const audit: LookUpAudit = { lookUp: (line) => void lines.push(line) };
    const { open } = await start({ options: { userLookUps: 3 } });
    const caller = { ...createTenantCaller(new Tenants(unlimited), 'one'), audit };
    const id = expect.stringMatching(/^req-/);
    await open(caller).resolveNames([{ name: 'beta', domain: null }]);
    await open(caller).resolveNames([{ name: 'beta', domain: 'Default' }]);
    await open(caller).resolveNames([{ name: 'gamma', domain: null }]);
    await open(caller).findProjects([FAR.id]);
    await open(caller).findProjects([BETA.id]);
    const byName = { memberName: 'beta', memberDomain: 'default', memberId: BETA.id, isFound: true, error: null };
    const ofId = { memberName: null, memberDomain: null, isFound: false, error: null };
    expect(lines).toEqual([
      { ...byName, requestIds: [id] },
      { ...byName, requestIds: [] },
      { ...byName, memberName: 'gamma', memberId: null, isFound: false, requestIds: [id] },
      { ...ofId, memberId: FAR.id, requestIds: [id] },
      { ...ofId, memberId: BETA.id, error: tooMany, requestIds: [] },
    ]);
  });
});
