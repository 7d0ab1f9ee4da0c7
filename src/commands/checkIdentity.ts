import { GlanceError } from '../glance/glance.ts';
import {
  ACCESS_RULES_HEADER,
  decodeKeystoneToken,
  isObject,
  type AccessRule,
  type KeystoneToken,
  type TokenScope,
  type Transport,
} from '../glance/probe.ts';
import { ask, parseJson, toReason, type Checker } from './checker.ts';

/** The project of the token, and what the token may do there. */
export interface Scope {
  readonly projectId: string;
  readonly projectName: string;
  readonly roles: readonly string[];
  /** Null for a token without access rules. */
  readonly accessRules: readonly AccessRule[] | null;
}

/**
 * Tells whether the identity service responds, and what it knows about the token.
 * @returns null when there is no token
 */
export async function checkIdentity(
  checker: Checker,
  url: string,
  transport: Transport,
): Promise<Scope | null | 'broken'> {
  const { say, caller, hasToken } = checker;
  const root = await ask(checker, transport, { method: 'GET', path: '/v3' });
  if (root instanceof GlanceError) {
    say(`The identity service at ${url} does not respond: ${toReason(root)}.`);
    return 'broken';
  }
  const version = parseVersion(root.text);
  if (root.status !== 200 || version === null) {
    say(`There is no identity service at ${url}/v3: the response has status ${root.status}.`);
    return 'broken';
  }
  say(`The identity service at ${url} responds, with API version ${version}.`);
  if (!hasToken) return null;

  const headers = [...ACCESS_RULES_HEADER, 'x-subject-token', caller.token];
  const response = await ask(checker, transport, { method: 'GET', path: '/v3/auth/tokens?nocatalog', headers });
  if (response instanceof GlanceError) {
    say(`The identity service cannot tell whether the token is valid: ${toReason(response)}.`);
    return 'broken';
  }
  if (response.status === 401 || response.status === 404) {
    say('The token is not valid: it is unknown to the identity service, has expired or was revoked.');
    return 'broken';
  }
  return readScope(checker, response.status, response.text);
}

/** Says what the token is good for. */
function readScope({ say }: Checker, status: number, text: string): Scope | 'broken' {
  const token = status === 200 ? parseToken(text) : null;
  if (token === null) {
    say(`The identity service cannot tell whether the token is valid: its response has status ${status}.`);
    return 'broken';
  }
  const { expiresAt, scope, roles, accessRules } = token;
  const until = expiresAt === null ? 'valid' : `valid until ${expiresAt}`;
  if (scope.kind !== 'project') {
    say(`The token is ${until}, but ${WRONG_SCOPES[scope.kind]}; images are listed and shared for a project.`);
    return 'broken';
  }
  const acting = roles.length === 0 ? 'without a role' : `with the roles ${roles.join(', ')}`;
  say(`The token is ${until}, for project ${scope.name} (${scope.id}) ${acting}.`);
  if (accessRules !== null) say(describeRules(accessRules));
  return { projectId: scope.id, projectName: scope.name, roles, accessRules };
}

const WRONG_SCOPES: Record<Exclude<TokenScope['kind'], 'project'>, string> = {
  none: 'for no project',
  domain: 'for a domain and no project',
  system: 'for the whole system and no project',
};

function describeRules(rules: readonly AccessRule[]): string {
  const calls = rules.filter(({ service }) => service === 'image').map(({ method, path }) => `${method} ${path}`);
  const allowed = calls.length === 0 ? 'no call to the image service' : `only ${calls.join(', ')} of the image service`;
  return `The token is from an application credential whose access rules allow ${allowed}.`;
}

function parseVersion(text: string): string | null {
  const body = parseJson(text);
  const version = isObject(body) ? body['version'] : null;
  return isObject(version) && typeof version['id'] === 'string' ? version['id'] : null;
}

function parseToken(text: string): KeystoneToken | null {
  try {
    return decodeKeystoneToken(parseJson(text));
  } catch {
    return null;
  }
}
