import { afterAll, inject } from 'vitest';
import type { EmbeddedSeed } from '../../../src/embedded/seed.ts';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { createEntity, fetchRoles, findEntity, send } from '../../support/realGlance/identity.ts';

/** A Keystone that the tests speak to, with the same projects and users under other IDs. */
export interface WireKeystone {
  readonly name: 'embedded' | 'real';
  /** Without `/v3`. */
  readonly base: string;
  /** Of projects, domains, users and credentials. */
  readonly ids: Readonly<Record<string, string>>;
}

type Scope = { readonly project: string } | { readonly domain: string } | { readonly system: true };

interface Grant {
  readonly user: string;
  readonly scope: Scope;
  readonly role: 'reader' | 'member' | 'admin';
}

export const SECRET = 'secret-of-everybody';

/** By a name of their own: `twin` has the name of `alpha`, in domain Wire. */
export const PROJECTS = {
  alpha: { name: 'wire-alpha', domain: 'Default' },
  second: { name: 'wire-second', domain: 'Default' },
  beta: { name: 'wire-beta', domain: 'Default' },
  twin: { name: 'wire-alpha', domain: 'Wire' },
  lab: { name: 'wire-lab', domain: 'Wire' },
} as const;

/** `nobody` has no role. Everybody is in domain Default. */
const GRANTS: readonly Grant[] = [
  { user: 'ann', scope: { project: 'alpha' }, role: 'member' },
  { user: 'ann', scope: { project: 'second' }, role: 'reader' },
  { user: 'ben', scope: { project: 'beta' }, role: 'reader' },
  { user: 'boss', scope: { project: 'alpha' }, role: 'admin' },
  { user: 'domain-reader', scope: { domain: 'Wire' }, role: 'reader' },
  { user: 'domain-member', scope: { domain: 'Wire' }, role: 'member' },
  { user: 'domain-admin', scope: { domain: 'Wire' }, role: 'admin' },
  { user: 'system-reader', scope: { system: true }, role: 'reader' },
  { user: 'system-admin', scope: { system: true }, role: 'admin' },
];
const USERS = [...new Set([...GRANTS.map(({ user }) => user), 'nobody'])];

/** All of project alpha. */
export const CREDENTIALS = {
  plain: { user: 'ann', accessRules: null },
  ruled: { user: 'ann', accessRules: [{ service: 'image', method: 'GET', path: '/v2/images' }] },
  /** Of an administrator, who may read all projects. */
  directory: { user: 'boss', accessRules: null },
} as const;

const hex = (digit: string): string => digit.repeat(32);

/** Both have the same directory. To be called while a test file is collected. */
export async function startKeystones(): Promise<Readonly<Record<'embedded' | 'real', WireKeystone>>> {
  return { embedded: await startEmbedded(), real: await fillReal() };
}

async function startEmbedded(): Promise<WireKeystone> {
  const projects = { alpha: hex('a'), second: hex('5'), beta: hex('b'), twin: hex('c'), lab: hex('d') };
  const users = Object.fromEntries(
    USERS.map((user) => {
      const roles = GRANTS.filter((grant) => grant.user === user).map(({ scope, role }) => ({
        ...scope,
        roles: [role],
      }));
      return [user, { id: Buffer.from(user.padEnd(16)).toString('hex').slice(0, 32), password: SECRET, roles }];
    }),
  );
  const credential = { secret: SECRET, project: 'alpha' };
  const applicationCredentials = {
    plain: { ...credential, id: hex('1'), user: CREDENTIALS.plain.user },
    ruled: { ...credential, id: hex('2'), ...CREDENTIALS.ruled },
    directory: { ...credential, id: hex('3'), user: CREDENTIALS.directory.user },
  };
  const domains = { Wire: hex('e') };
  const seed: EmbeddedSeed = {
    ...{ projects, domains, users, applicationCredentials },
    projectNames: PROJECTS,
    tokens: {},
    images: [],
  };
  const { identityUrl, stop } = await startEmbeddedGlance({ seed });
  afterAll(stop);
  const userIds = Object.fromEntries(Object.entries(users).map(([name, { id }]) => [name, id]));
  return {
    name: 'embedded',
    base: identityUrl,
    ids: { ...projects, ...domains, ...userIds, plain: hex('1'), ruled: hex('2'), directory: hex('3') },
  };
}

async function fillReal(): Promise<WireKeystone> {
  const { keystoneUrl: url, tokens } = inject('realGlance');
  /** Another test file may have filled the same Keystone. */
  const create = async (
    noun: string,
    entity: { name: string; domain_id?: string; [field: string]: unknown },
    path = `/${noun}s`,
    token = tokens.admin,
  ) => (await findEntity(`${url}${path}`, token, noun, entity)) ?? createEntity(`${url}${path}`, token, noun, entity);
  const ids: Record<string, string> = { Wire: await create('domain', { name: 'Wire' }) };
  const domainIdOf = (name: string): string => ids[name] ?? 'default';
  for (const [key, { name, domain }] of Object.entries(PROJECTS)) {
    ids[key] = await create('project', { name, domain_id: domainIdOf(domain) });
  }
  for (const user of USERS) ids[user] = await create('user', { name: user, password: SECRET, domain_id: 'default' });

  const roles = await fetchRoles(url, tokens.admin);
  for (const { user, scope, role } of GRANTS) {
    const place =
      'project' in scope
        ? `projects/${ids[scope.project] ?? ''}`
        : 'domain' in scope
          ? `domains/${domainIdOf(scope.domain)}`
          : 'system';
    await send('PUT', `${url}/${place}/users/${ids[user] ?? ''}/roles/${roles.get(role) ?? ''}`, tokens.admin);
  }

  for (const [name, { user, accessRules }] of Object.entries(CREDENTIALS)) {
    const response = await send('POST', `${url}/auth/tokens`, undefined, {
      auth: {
        identity: { methods: ['password'], password: { user: { id: ids[user], password: SECRET } } },
        scope: { project: { id: ids['alpha'] } },
      },
    });
    const token = response.headers.get('x-subject-token') ?? '';
    const credential = { name, secret: SECRET, ...(accessRules !== null && { access_rules: accessRules }) };
    const path = `/users/${ids[user] ?? ''}/application_credentials`;
    ids[name] = await create('application_credential', credential, path, token);
  }
  return { name: 'real', base: new URL(url).origin, ids };
}
