import { createEntity, fetchRoles, readField, readString, send } from './identity.ts';

interface AccessRule {
  readonly service: string;
  readonly method: string;
  readonly path: string;
}

/** A token of an application credential, and the way to end it. */
interface ApplicationToken {
  readonly token: string;
  /** Deletes the credential, and with it the token. */
  revoke(): Promise<void>;
}

/** @param token of a user and a project, for which the credential acts */
export async function createApplicationToken(
  keystoneUrl: string,
  token: string,
  accessRules: readonly AccessRule[],
): Promise<ApplicationToken> {
  const path = `${keystoneUrl}/users/${await findUserId(keystoneUrl, token)}/application_credentials`;
  const credential = { name: `credential-${Math.random()}`, secret: 'a-secret', access_rules: accessRules };
  const id = await createEntity(path, token, 'application_credential', credential);
  const identity = { methods: ['application_credential'], application_credential: { id, secret: 'a-secret' } };
  return {
    token: await requestToken(keystoneUrl, { identity }),
    revoke: async () => void (await send('DELETE', `${path}/${id}`, token)),
  };
}

/** A token of the administrator for something that is no project. */
export async function createScopedToken(
  keystoneUrl: string,
  adminToken: string,
  kind: 'unscoped' | 'domain' | 'system',
): Promise<string> {
  const userId = await findUserId(keystoneUrl, adminToken);
  const role = (await fetchRoles(keystoneUrl, adminToken)).get('admin') ?? '';
  await send('PUT', `${keystoneUrl}/domains/default/users/${userId}/roles/${role}`, adminToken);
  const scopes = { unscoped: 'unscoped', domain: { domain: { id: 'default' } }, system: { system: { all: true } } };
  const user = { name: 'admin', domain: { id: 'default' }, password: 'admin-secret' };
  return requestToken(keystoneUrl, { identity: { methods: ['password'], password: { user } }, scope: scopes[kind] });
}

async function findUserId(keystoneUrl: string, token: string): Promise<string> {
  const response = await fetch(`${keystoneUrl}/auth/tokens?nocatalog`, {
    headers: { 'x-auth-token': token, 'x-subject-token': token },
  });
  const body: unknown = await response.json();
  return readString(readField(readField(body, 'token'), 'user'), 'id');
}

async function requestToken(keystoneUrl: string, auth: object): Promise<string> {
  const response = await send('POST', `${keystoneUrl}/auth/tokens`, undefined, { auth });
  return response.headers.get('x-subject-token') ?? '';
}

/** New projects, each with a user who is a member: their IDs, and the token of each. */
export async function createProjectTokens(
  keystoneUrl: string,
  adminToken: string,
  count: number,
): Promise<Map<string, string>> {
  const roleId = (await fetchRoles(keystoneUrl, adminToken)).get('member') ?? '';
  const domain = { id: 'default' };
  const tokens = new Map<string, string>();
  for (let index = 0; index < count; index += 1) {
    const name = `live-${Math.random()}`;
    const password = 'a-secret';
    const projectId = await createEntity(`${keystoneUrl}/projects`, adminToken, 'project', {
      name,
      domain_id: 'default',
    });
    const user = { name, password, domain_id: 'default' };
    const userId = await createEntity(`${keystoneUrl}/users`, adminToken, 'user', user);
    await send('PUT', `${keystoneUrl}/projects/${projectId}/users/${userId}/roles/${roleId}`, adminToken);
    const identity = { methods: ['password'], password: { user: { name, domain, password } } };
    tokens.set(projectId, await requestToken(keystoneUrl, { identity, scope: { project: { id: projectId } } }));
  }
  return tokens;
}
