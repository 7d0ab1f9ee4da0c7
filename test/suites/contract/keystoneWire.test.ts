import { beforeAll, describe, expect, it } from 'vitest';
import { SECRET, startKeystones } from './keystoneActors.ts';
import { askRaw, normalize, type KeystoneAnswer, type KeystoneRequest } from './keystoneAnswers.ts';

const keystones = await startKeystones();

const DEFAULT = { id: 'default' };
const byPassword = (name: string, scope?: unknown) => ({
  auth: {
    identity: { methods: ['password'], password: { user: { name, domain: DEFAULT, password: SECRET } } },
    ...(scope !== undefined && { scope }),
  },
});
const byCredential = (credential: object, scope?: unknown) => ({
  auth: {
    identity: { methods: ['application_credential'], application_credential: credential },
    ...(scope !== undefined && { scope }),
  },
});
const ALPHA = { project: { id: '{alpha}' } };
const WIRE = { domain: { name: 'Wire' } };
const SYSTEM = { system: { all: true } };

/** How each kind of actor gets its token; null for an actor without a valid one. */
const ACTORS: Readonly<Record<string, object | null>> = {
  member: byPassword('ann', ALPHA),
  reader: byPassword('ann', { project: { name: 'wire-second', domain: DEFAULT } }),
  another: byPassword('ben', { project: { name: 'wire-beta', domain: { name: 'Default' } } }),
  unscoped: byPassword('ann', 'unscoped'),
  roleless: byPassword('nobody'),
  credential: byCredential({ id: '{plain}', secret: SECRET }),
  ruled: byCredential({ id: '{ruled}', secret: SECRET }),
  admin: byPassword('boss', ALPHA),
  domainReader: byPassword('domain-reader', WIRE),
  domainMember: byPassword('domain-member', WIRE),
  domainAdmin: byPassword('domain-admin', WIRE),
  systemReader: byPassword('system-reader', SYSTEM),
  systemAdmin: byPassword('system-admin', SYSTEM),
  invented: null,
  none: null,
};

const tokens = { embedded: new Map<string, string>(), real: new Map<string, string>() };

beforeAll(async () => {
  for (const keystone of Object.values(keystones)) {
    for (const [actor, body] of Object.entries(ACTORS)) {
      if (body === null) continue;
      const { headers } = await askRaw(keystone, { method: 'POST', path: '/v3/auth/tokens', body });
      tokens[keystone.name].set(actor, String(headers['x-subject-token']));
    }
    tokens[keystone.name].set('invented', 'a-token-that-nobody-issued');
  }
});

/** The answer that both services give. */
async function askSame(asked: KeystoneRequest, actor = 'none', subject?: string): Promise<KeystoneAnswer> {
  const ask = async (keystone: (typeof keystones)['real']) => {
    const token = tokens[keystone.name].get(actor);
    const subjectToken = subject === undefined ? undefined : tokens[keystone.name].get(subject);
    const headers = {
      ...(token !== undefined && { 'x-auth-token': token }),
      ...(subjectToken !== undefined && { 'x-subject-token': subjectToken }),
      ...asked.headers,
    };
    return normalize(keystone, await askRaw(keystone, { ...asked, headers }));
  };
  const [embedded, real] = await Promise.all([ask(keystones.embedded), ask(keystones.real)]);
  expect({ actor, ...embedded }).toEqual({ actor, ...real });
  return real;
}

const RULES = { 'openstack-identity-access-rules': '1.0' };
const NOBODY = '0'.repeat(32);

/** Status for each actor. A cell of `self` stands for the own token as the subject. */
const MATRIX = `
                             | member | reader | another | unscoped | roleless | credential | ruled | admin | domainReader | domainMember | domainAdmin | systemReader | systemAdmin | invented | none
/v3/auth/tokens self         | 200    | 200    | 200     | 200      | 200      | 200        | 200   | 200   | 200          | 200          | 200         | 200          | 200         | 401      | 401
/v3/auth/tokens member       | 200    | 200    | 403     | 200      | 403      | 200        | 200   | 200   | 403          | 403          | 200         | 200          | 200         | 401      | 401
/v3/auth/tokens invented     | 404    | 404    | 404     | 404      | 404      | 404        | 404   | 404   | 404          | 404          | 404         | 404          | 404         | 401      | 401
/v3/auth/projects            | 200    | 200    | 200     | 200      | 200      | 200        | 200   | 200   | 200          | 200          | 200         | 200          | 200         | 401      | 401
/v3/auth/domains             | 200    | 200    | 200     | 200      | 200      | 200        | 200   | 200   | 200          | 200          | 200         | 200          | 200         | 401      | 401
/v3/auth/catalog             | 200    | 200    | 200     | 403      | 403      | 200        | 200   | 200   | 403          | 403          | 403         | 403          | 403         | 401      | 401
/v3/projects                 | 403    | 403    | 403     | 403      | 403      | 403        | 403   | 200   | 200          | 200          | 200         | 200          | 200         | 401      | 401
/v3/projects?name=wire-alpha | 403    | 403    | 403     | 403      | 403      | 403        | 403   | 200   | 200          | 200          | 200         | 200          | 200         | 401      | 401
/v3/projects?name=wire-beta&domain_id=default | 403 | 403 | 403 | 403  | 403      | 403        | 403   | 200   | 200          | 200          | 200         | 200          | 200         | 401      | 401
/v3/projects?name=WIRE-ALPHA | 403    | 403    | 403     | 403      | 403      | 403        | 403   | 200   | 200          | 200          | 200         | 200          | 200         | 401      | 401
/v3/projects/{alpha}         | 200    | 403    | 403     | 403      | 403      | 200        | 200   | 200   | 403          | 403          | 200         | 200          | 200         | 401      | 401
/v3/projects/{beta}          | 403    | 403    | 200     | 403      | 403      | 403        | 403   | 200   | 403          | 403          | 200         | 200          | 200         | 401      | 401
/v3/projects/{lab}           | 403    | 403    | 403     | 403      | 403      | 403        | 403   | 200   | 200          | 200          | 200         | 200          | 200         | 401      | 401
/v3/projects/${NOBODY}       | 403    | 403    | 403     | 403      | 403      | 403        | 403   | 404   | 403          | 403          | 404         | 404          | 404         | 401      | 401
/v3/domains                  | 403    | 403    | 403     | 403      | 403      | 403        | 403   | 200   | 403          | 403          | 200         | 200          | 200         | 401      | 401
/v3/domains?name=Wire        | 403    | 403    | 403     | 403      | 403      | 403        | 403   | 200   | 403          | 403          | 200         | 200          | 200         | 401      | 401
/v3/domains/default          | 200    | 200    | 200     | 403      | 403      | 200        | 200   | 200   | 403          | 403          | 200         | 200          | 200         | 401      | 401
/v3/domains/{Wire}           | 403    | 403    | 403     | 403      | 403      | 403        | 403   | 200   | 200          | 200          | 200         | 200          | 200         | 401      | 401
/v3/domains/${NOBODY}        | 403    | 403    | 403     | 403      | 403      | 403        | 403   | 404   | 403          | 403          | 404         | 404          | 404         | 401      | 401`;

const [heading = [], ...rows] = MATRIX.slice(1)
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));
const actors = heading.slice(1);

describe('the embedded and the real Keystone', () => {
  it.each(rows.map(([call = '', ...statuses]) => [call, statuses] as const))(
    'answer GET %s alike to every kind of actor',
    async (call, expected) => {
      const [path = '', subject] = call.split(' ');
      const statuses: string[] = [];
      for (const actor of actors) {
        const named = subject === 'self' ? actor : subject;
        const { status } = await askSame({ path, headers: RULES }, actor, named);
        statuses.push(String(status));
      }
      expect(statuses).toEqual(expected);
    },
  );

  it.each(['GET', 'HEAD', 'PUT'])(
    'answer %s without a catalog, without a subject, and with a slash at the end',
    async (method) => {
      const tokensCall = { method, path: '/v3/auth/tokens?nocatalog' };
      const statuses = [
        (await askSame({ ...tokensCall, headers: RULES }, 'member', 'member')).status,
        (await askSame({ ...tokensCall, headers: RULES }, 'member')).status,
        (await askSame({ ...tokensCall, headers: RULES }, 'none', 'member')).status,
        (await askSame({ method, path: '/v3/auth/projects/' }, 'member')).status,
      ];
      expect(statuses).toEqual(method === 'PUT' ? [405, 405, 405, 405] : [200, 403, 401, 200]);
    },
  );

  it('describe a token with access rules only to a client that says that it knows access rules', async () => {
    expect((await askSame({ path: '/v3/auth/tokens' }, 'ruled', 'ruled')).status).toBe(404);
    expect((await askSame({ path: '/v3/auth/tokens', headers: RULES }, 'ruled', 'ruled')).status).toBe(200);
  });

  it('revoke a token for its user and for administrators only', async () => {
    const body = ACTORS['member'];
    for (const keystone of Object.values(keystones)) {
      const { headers } = await askRaw(keystone, { method: 'POST', path: '/v3/auth/tokens', body });
      tokens[keystone.name].set('revoked', String(headers['x-subject-token']));
    }
    const revoke = { method: 'DELETE', path: '/v3/auth/tokens' };
    const statuses: number[] = [];
    for (const actor of ['another', 'systemReader', 'member', 'member', 'revoked']) {
      statuses.push((await askSame(revoke, actor, 'revoked')).status);
    }
    expect(statuses).toEqual([403, 403, 204, 404, 401]);
  });

  it.each([
    ['', 300],
    ['/', 300],
    ['/v3', 200],
    ['/v3/', 200],
    ['/v2.0', 404],
    ['/v3/nothing', 404],
  ])('answer GET %j alike without a token', async (path, status) => {
    expect((await askSame({ path })).status).toBe(status);
  });

  const user = { name: 'ann', domain: DEFAULT, password: SECRET };
  const withUser = (changed: object, scope?: unknown) => ({
    auth: { identity: { methods: ['password'], password: { user: changed } }, ...(scope !== undefined && { scope }) },
  });
  it.each<readonly [string, number, unknown]>([
    ['a project by name', 201, withUser(user, { project: { name: 'wire-alpha', domain: DEFAULT } })],
    ['a project by ID', 201, withUser(user, ALPHA)],
    ['no scope', 201, withUser(user)],
    ['the scope unscoped', 201, withUser(user, 'unscoped')],
    ['a user by ID', 201, withUser({ id: '{ann}', password: SECRET }, ALPHA)],
    ['a domain', 201, byPassword('domain-reader', WIRE)],
    ['the system', 201, byPassword('system-reader', SYSTEM)],
    ['a project without a role', 401, withUser(user, { project: { id: '{beta}' } })],
    ['a domain without a role', 401, withUser(user, WIRE)],
    ['the system without a role', 401, withUser(user, SYSTEM)],
    ['an unknown project', 401, withUser(user, { project: { name: 'wire-nothing', domain: DEFAULT } })],
    ['an unknown domain', 401, withUser(user, { domain: { name: 'Nowhere' } })],
    ['a wrong password', 401, withUser({ ...user, password: 'wrong' })],
    ['an unknown user', 401, withUser({ ...user, name: 'wire-nobody' })],
    ['a user of an unknown domain', 401, withUser({ ...user, domain: { name: 'Nowhere' } })],
    ['a name without a domain', 400, withUser({ name: 'ann', password: SECRET })],
    ['a credential', 201, byCredential({ id: '{plain}', secret: SECRET })],
    ['a credential with access rules', 201, byCredential({ id: '{ruled}', secret: SECRET })],
    [
      'a credential by name',
      201,
      byCredential({ name: 'plain', secret: SECRET, user: { name: 'ann', domain: DEFAULT } }),
    ],
    ['a wrong secret', 401, byCredential({ id: '{plain}', secret: 'wrong' })],
    ['an unknown credential', 404, byCredential({ id: NOBODY, secret: SECRET })],
    ['a credential and a scope', 401, byCredential({ id: '{plain}', secret: SECRET }, ALPHA)],
    ['no method', 401, { auth: { identity: { methods: [] } } }],
    ['an unknown method', 400, { auth: { identity: { methods: ['magic'] } } }],
    ['an empty object', 400, {}],
    ['text that is not JSON', 400, '{'],
  ])('answer POST /v3/auth/tokens alike with %s', async (_, status, body) => {
    const asked = { method: 'POST', path: '/v3/auth/tokens?nocatalog', body };
    expect((await askSame(asked)).status).toBe(status);
  });
});
