import { DEFAULT_DOMAIN, rolesIn } from './directory.ts';
import type { Credential, Directory, Domain, Scope, User } from './directory.ts';
import { IdentityFault, missing, unauthorized } from './identityFault.ts';
import type { IdentityToken, TokenStore } from './tokens.ts';

type Json = Readonly<Record<string, unknown>>;

/** Issues the token that the body of `POST /v3/auth/tokens` asks for. @throws IdentityFault */
export function authenticate(directory: Directory, tokens: TokenStore, body: string): IdentityToken {
  const auth = field(parseJson(body), 'auth', 'request body');
  if (auth['identity'] === undefined) throw new IdentityFault(400, "'identity' is a required property");
  const identity = field(auth, 'identity', 'auth');
  const methods = Array.isArray(identity['methods']) ? identity['methods'].map(String) : [];
  const [method] = methods;
  switch (method) {
    case 'password': {
      const user = logIn(directory, field(field(identity, method, 'identity'), 'user', 'password'));
      return issue(tokens, user, findScope(directory, auth['scope']), methods);
    }
    case 'token': {
      const known = tokens.find(text(field(identity, method, 'identity'), 'id', 'token'));
      if (known === undefined || known.credential !== null) throw unauthorized();
      const scope = findScope(directory, auth['scope']);
      return issue(tokens, known.user, scope, [...new Set([...methods, ...known.methods])], known.expiresAt);
    }
    case 'application_credential': {
      if (auth['scope'] !== undefined && auth['scope'] !== 'unscoped') {
        const reason = 'Application credentials cannot request a scope.';
        const explanation = `Error authenticating with application credential: ${reason}`;
        throw new IdentityFault(401, explanation, { identity: {} });
      }
      const credential = findCredential(directory, field(identity, method, 'identity'));
      const { user, scope, roles } = credential;
      return tokens.issue({ user, scope, roles, methods, credential });
    }
    case undefined:
      throw unauthorized();
    default:
      throw missing(method, 'identity');
  }
}

function issue(
  tokens: TokenStore,
  user: User,
  scope: Scope,
  methods: readonly string[],
  expiresAt?: number,
): IdentityToken {
  const roles = scope.kind === 'none' ? [] : rolesIn(user, scope);
  if (scope.kind !== 'none' && roles.length === 0) throw unauthorized();
  return tokens.issue({ user, scope, roles, methods, credential: null }, expiresAt);
}

function logIn(directory: Directory, given: Json): User {
  const user = findUser(directory, given);
  if (user === undefined || user.password !== given['password']) throw unauthorized();
  return user;
}

function findUser({ users, domains }: Directory, given: Json): User | undefined {
  if (typeof given['id'] === 'string') return users.find(({ id }) => id === given['id']);
  const domain = findDomain(domains, field(given, 'domain', 'user'));
  return users.find((user) => user.name === given['name'] && user.domain.id === domain?.id);
}

function findDomain(domains: readonly Domain[], given: Json): Domain | undefined {
  if (given['id'] === 'default') return DEFAULT_DOMAIN;
  return domains.find(({ id, name }) => (given['id'] === undefined ? name === given['name'] : id === given['id']));
}

/** An unscoped token unless the body asks for a scope. */
function findScope({ domains, projects }: Directory, given: unknown): Scope {
  if (!isObject(given)) return { kind: 'none' };
  if (isObject(given['system'])) return { kind: 'system' };
  const asked = given['project'];
  if (isObject(asked)) {
    const domain = asked['id'] === undefined ? findDomain(domains, field(asked, 'domain', 'project')) : undefined;
    const project = projects.find(({ id, name, domain: { id: domainId } }) =>
      asked['id'] === undefined ? name === asked['name'] && domainId === domain?.id : id === asked['id'],
    );
    if (project === undefined) throw unauthorized();
    return { kind: 'project', project };
  }
  const domain = isObject(given['domain']) ? findDomain(domains, given['domain']) : undefined;
  if (domain === undefined) throw unauthorized();
  return { kind: 'domain', domain };
}

function findCredential(directory: Directory, given: Json): Credential {
  const { id, name, secret } = given;
  const user = id === undefined ? findUser(directory, field(given, 'user', 'application_credential')) : undefined;
  const found = directory.credentials.find((credential) =>
    id === undefined ? credential.name === name && credential.user === user : credential.id === id,
  );
  if (found === undefined) {
    throw new IdentityFault(404, `Could not find Application Credential: ${String(id ?? name)}.`);
  }
  if (found.secret !== secret) throw unauthorized();
  return found;
}

function parseJson(body: string): Json {
  try {
    const parsed: unknown = JSON.parse(body === '' ? '{}' : body);
    return isObject(parsed) ? parsed : {};
  } catch {
    throw missing('valid JSON', 'request body');
  }
}

function field(parent: Json, name: string, place: string): Json {
  const value = parent[name];
  if (!isObject(value)) throw missing(name, place);
  return value;
}

function text(parent: Json, name: string, place: string): string {
  const value = parent[name];
  if (typeof value !== 'string') throw missing(name, place);
  return value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
