import { decodeArray, decodeObject, decodeOptionalText, decodeText, isObject } from '../glance/decode.ts';
import { GlanceError } from '../glance/errors.ts';
import type { Transport } from '../glance/transport.ts';
import { ask, parseJson, toReason, type Checker } from './checker.ts';

/** Whom the token acts for. */
export interface Scope {
  readonly projectId: string;
  readonly projectName: string;
  readonly roles: readonly string[];
}

/** @returns null where there is no token to ask about */
export async function checkIdentity(
  checker: Checker,
  url: string,
  transport: Transport,
): Promise<Scope | null | 'broken'> {
  const { say, caller, hasToken } = checker;
  const root = await ask(checker, transport, { method: 'GET', path: '/v3' });
  if (root instanceof GlanceError) {
    say(`The identity service at ${url} does not answer: ${toReason(root)}.`);
    return 'broken';
  }
  const version = parseVersion(root.text);
  if (root.status !== 200 || version === null) {
    say(`What answers at ${url}/v3 is no identity service: status ${root.status}.`);
    return 'broken';
  }
  say(`The identity service at ${url} answers, with API version ${version}.`);
  if (!hasToken) return null;

  const headers = ['x-subject-token', caller.token];
  const answer = await ask(checker, transport, { method: 'GET', path: '/v3/auth/tokens?nocatalog', headers });
  if (answer instanceof GlanceError) {
    say(`The identity service does not tell about the token: ${toReason(answer)}.`);
    return 'broken';
  }
  if (answer.status === 401 || answer.status === 404) {
    say('The token is not valid: the identity service does not know it, or it has expired or was revoked.');
    return 'broken';
  }
  return toScope(checker, answer.status, answer.text);
}

function toScope({ say }: Checker, status: number, text: string): Scope | 'broken' {
  const token = status === 200 ? parseToken(text) : null;
  if (token === null) {
    say(`The identity service does not tell about the token: status ${status}.`);
    return 'broken';
  }
  const { expiresAt, project, roles } = token;
  const until = expiresAt === null ? 'valid' : `valid until ${expiresAt}`;
  if (project === null) {
    say(`The token is ${until}, but for no project; images are listed and shared for a project.`);
    return 'broken';
  }
  const acting = roles.length === 0 ? 'without a role' : `with the roles ${roles.join(', ')}`;
  say(`The token is ${until}, for project ${project.name} (${project.id}) ${acting}.`);
  return { projectId: project.id, projectName: project.name, roles };
}

function parseVersion(text: string): string | null {
  const body = parseJson(text);
  const version = isObject(body) ? body['version'] : null;
  return isObject(version) && typeof version['id'] === 'string' ? version['id'] : null;
}

function parseToken(text: string) {
  try {
    const token = decodeObject(decodeObject(parseJson(text), 'body')['token'], 'token');
    const project = isObject(token['project']) ? token['project'] : null;
    return {
      expiresAt: decodeOptionalText(token['expires_at'], 'expires_at'),
      project: project && { id: decodeText(project['id'], 'id'), name: decodeText(project['name'], 'name') },
      // Keystone has them in no order that lasts.
      roles: decodeArray(token['roles'] ?? [], 'roles', (role) =>
        decodeText(decodeObject(role, 'role')['name'], 'name'),
      ).toSorted(),
    };
  } catch {
    return null;
  }
}
