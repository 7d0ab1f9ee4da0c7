import { beforeAll, describe, expect, inject, it } from 'vitest';
import { openIdentity } from '../../support/identity.ts';
import { createEntity, fetchRoles, readField, readString, send } from '../../support/realGlance/identity.ts';
import { createCaller } from '../../support/testGlance.ts';

const { keystoneUrl: url, tokens, projects } = inject('realGlance');
const base = new URL(url).origin;
const SECRET = 'secret-of-everybody';

type Auth = Readonly<Record<string, unknown>>;

async function signIn(auth: Auth): Promise<string> {
  const response = await send('POST', `${url}/auth/tokens`, undefined, { auth });
  return response.headers.get('x-subject-token') ?? '';
}

async function findUserId(token: string): Promise<string> {
  const response = await fetch(`${url}/auth/tokens?nocatalog`, {
    headers: { 'x-auth-token': token, 'x-subject-token': token },
  });
  return readString(readField(readField(await response.json(), 'token'), 'user'), 'id');
}

const byPassword = (name: string, password: string, scope: object): Auth => ({
  identity: { methods: ['password'], password: { user: { name, domain: { id: 'default' }, password } } },
  scope,
});

const ask = (token: string, directory: Parameters<typeof openIdentity>[1] = {}) =>
  openIdentity(base, directory)({ ...createCaller(), token });

describe('a token of a trust', () => {
  let token = '';
  beforeAll(async () => {
    const [trustor, trustee] = [await findUserId(tokens.alpha), await findUserId(tokens.beta)];
    const id = await createEntity(`${url}/OS-TRUST/trusts`, tokens.alpha, 'trust', {
      trustor_user_id: trustor,
      trustee_user_id: trustee,
      project_id: projects.alpha,
      impersonation: false,
      roles: [{ name: 'member' }],
    });
    token = await signIn(byPassword('beta', 'beta-secret', { 'OS-TRUST:trust': { id } }));
  });

  it("speaks for the trustee in the trustor's project, which is none of the trustee's own projects", async () => {
    const identity = ask(token);
    expect(await identity.describeToken()).toMatchObject({
      userName: 'beta',
      project: { id: projects.alpha, name: 'alpha', domainName: 'Default' },
    });
    expect((await identity.listProjects()).map(({ name }) => name)).toEqual(['beta']);
  });

  it('finds the projects of the trustor and of the trustee by name', async () => {
    const found = await ask(token).resolveNames(['alpha', 'beta', 'gamma'].map((name) => ({ name, domain: null })));
    expect(found).toMatchObject([
      { id: projects.alpha },
      { id: projects.beta },
      { kind: 'memberUnresolved', unresolved: { reason: 'notVerifiable' } },
    ]);
  });
});

describe('the role for the directory that docs/security.md describes', () => {
  const ROLE = 'project_directory';
  let credential = { id: '', secret: SECRET };
  let ownToken = '';
  beforeAll(async () => {
    const admin = tokens.admin;
    const role =
      (await fetchRoles(url, admin)).get(ROLE) ?? (await createEntity(`${url}/roles`, admin, 'role', { name: ROLE }));
    const name = `clerk-${Math.random()}`;
    const user = await createEntity(`${url}/users`, admin, 'user', { name, password: SECRET, domain_id: 'default' });
    await send('PUT', `${url}/projects/${projects.gamma}/users/${user}/roles/${role}`, admin);
    ownToken = await signIn(byPassword(name, SECRET, { project: { id: projects.gamma } }));
    const path = `${url}/users/${user}/application_credentials`;
    const id = await createEntity(path, ownToken, 'application_credential', { name: 'directory', secret: SECRET });
    credential = { id, secret: SECRET };
  });

  it('is enough for the directory, by name and by ID', async () => {
    const directory = { credential, domains: 'own', userLookUps: 0, addressLookUps: 0 } as const;
    const identity = ask(tokens.alpha, { directory });
    expect(await identity.resolveNames([{ name: 'beta', domain: null }])).toMatchObject([{ id: projects.beta }]);
    expect(await ask(tokens.alpha, { directory }).findProjects([projects.beta])).toMatchObject([{ name: 'beta' }]);
  });

  it('lets its holder read projects and nothing else', async () => {
    const statusOf = async (path: string) =>
      (await fetch(`${url}${path}`, { headers: { 'x-auth-token': ownToken } })).status;
    expect(await statusOf(`/projects/${projects.beta}`)).toBe(200);
    expect(await statusOf('/projects?name=beta')).toBe(200);
    for (const path of ['/users', '/domains', '/roles', `/projects/${projects.beta}/tags`]) {
      expect([path, await statusOf(path)]).toEqual([path, 403]);
    }
  });
});
