import type { Keystone } from './keystone.ts';

export interface Identity {
  projects: { alpha: string; beta: string; gamma: string };
  tokens: {
    /** Role admin on project `admin`. */
    admin: string;
    alpha: string;
    alphaReader: string;
    beta: string;
    betaReader: string;
    gamma: string;
    gammaReader: string;
    /** The user of `alpha`, scoped to nothing. */
    unscoped: string;
  };
  /** Of user `glance`, who is admin on project `service`. */
  servicePassword: string;
}

type Scope = { project: string } | 'unscoped';

/** Creates the projects and users that the tests act as. Scopes and names are all in domain Default. */
export async function createIdentity(keystone: Keystone): Promise<Identity> {
  const { url } = keystone;
  const admin = await createToken(url, 'admin', keystone.adminPassword, { project: 'admin' });
  const create = (path: string, noun: string, body: object) => createEntity(`${url}${path}`, admin, noun, body);
  const roles = await fetchRoles(url, admin);

  const addUser = async (name: string, projectId: string, role: string): Promise<string> => {
    const password = `${name}-secret`;
    const userId = await create('/users', 'user', { name, password, domain_id: 'default' });
    const roleId = roles.get(role);
    if (roleId === undefined) throw new Error(`Keystone has no role ${role}`);
    await send('PUT', `${url}/projects/${projectId}/users/${userId}/roles/${roleId}`, admin);
    return password;
  };
  const addProject = (name: string) => create('/projects', 'project', { name, domain_id: 'default' });

  const addTenant = async (project: string) => {
    const id = await addProject(project);
    const reader = `${project}-reader`;
    const password = await addUser(project, id, 'member');
    const readerPassword = await addUser(reader, id, 'reader');
    return {
      id,
      token: await createToken(url, project, password, { project }),
      readerToken: await createToken(url, reader, readerPassword, { project }),
      unscopedToken: await createToken(url, project, password, 'unscoped'),
    };
  };

  const servicePassword = await addUser('glance', await addProject('service'), 'admin');
  const alpha = await addTenant('alpha');
  const beta = await addTenant('beta');
  const gamma = await addTenant('gamma');
  return {
    projects: { alpha: alpha.id, beta: beta.id, gamma: gamma.id },
    tokens: {
      admin,
      alpha: alpha.token,
      alphaReader: alpha.readerToken,
      beta: beta.token,
      betaReader: beta.readerToken,
      gamma: gamma.token,
      gammaReader: gamma.readerToken,
      unscoped: alpha.unscopedToken,
    },
    servicePassword,
  };
}

export interface GlanceEndpoints {
  readonly region: string;
  readonly public: string;
  readonly internal: string;
  readonly admin: string;
}

/** Puts an image service into the catalog, as every cloud has it. */
export async function registerGlance(
  keystoneUrl: string,
  adminToken: string,
  { region, ...urls }: GlanceEndpoints,
): Promise<void> {
  const service = { name: 'glance', type: 'image' };
  const serviceId = await createEntity(`${keystoneUrl}/services`, adminToken, 'service', service);
  for (const [face, url] of Object.entries(urls)) {
    // Keystone makes a region that is only named here.
    const endpoint = { service_id: serviceId, interface: face, region, url };
    await createEntity(`${keystoneUrl}/endpoints`, adminToken, 'endpoint', endpoint);
  }
}

/** Gives every endpoint of a region another URL. */
export async function moveEndpoints(
  keystoneUrl: string,
  adminToken: string,
  region: string,
  url: string,
): Promise<void> {
  const body: unknown = await (await send('GET', `${keystoneUrl}/endpoints?region_id=${region}`, adminToken)).json();
  for (const endpoint of readArray(body, 'endpoints')) {
    const path = `${keystoneUrl}/endpoints/${readString(endpoint, 'id')}`;
    await send('PATCH', path, adminToken, { endpoint: { url } });
  }
}

async function createToken(url: string, name: string, password: string, scope: Scope): Promise<string> {
  const domain = { id: 'default' };
  const identity = { methods: ['password'], password: { user: { name, domain, password } } };
  const scoping = scope === 'unscoped' ? 'unscoped' : { project: { name: scope.project, domain } };
  const response = await send('POST', `${url}/auth/tokens`, undefined, { auth: { identity, scope: scoping } });
  const token = response.headers.get('x-subject-token');
  if (token === null) throw new Error('Keystone answered without a token');
  return token;
}

export async function fetchRoles(url: string, token: string): Promise<Map<string, string>> {
  const body: unknown = await (await send('GET', `${url}/roles`, token)).json();
  const roles = new Map<string, string>();
  for (const role of readArray(body, 'roles')) roles.set(readString(role, 'name'), readString(role, 'id'));
  return roles;
}

export async function createEntity(url: string, token: string, noun: string, entity: object): Promise<string> {
  const body: unknown = await (await send('POST', url, token, { [noun]: entity })).json();
  return readString(readField(body, noun), 'id');
}

/** The ID of the entity with this name in this domain; null when there is none. */
export async function findEntity(
  url: string,
  token: string,
  noun: string,
  { name, domain_id: domainId }: { readonly name: string; readonly domain_id?: string },
): Promise<string | null> {
  const search = new URLSearchParams({ name, ...(domainId !== undefined && { domain_id: domainId }) });
  const body: unknown = await (await send('GET', `${url}?${search.toString()}`, token)).json();
  const [found] = readArray(body, `${noun}s`);
  return found === undefined ? null : readString(found, 'id');
}

export async function send(method: string, url: string, token?: string, body?: object): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(token !== undefined && { 'x-auth-token': token }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return response;
}

export function readField(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) throw new Error(`Keystone answered without ${key}`);
  return new Map<string, unknown>(Object.entries(value)).get(key);
}

export function readString(value: unknown, key: string): string {
  const field = readField(value, key);
  if (typeof field !== 'string') throw new Error(`Keystone answered without ${key}`);
  return field;
}

function readArray(value: unknown, key: string): unknown[] {
  const field = readField(value, key);
  if (!Array.isArray(field)) throw new Error(`Keystone answered without ${key}`);
  return field;
}
