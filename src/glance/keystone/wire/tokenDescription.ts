import { decodeArray, decodeId, decodeObject, decodeText, decodeTimestamp, isObject } from '../../decode.ts';
import { decodeAccessRules, type AccessRule } from './accessRules.ts';
import type { NamedProject } from './projects.ts';

/** What the caller's token is for, as the identity service says. Has the names of the GraphQL fields. */
export interface TokenDescription {
  readonly userId: string;
  readonly userName: string;
  readonly userDomainId: string;
  /** Null for a token for no project, for a domain or for the whole system. */
  readonly project: NamedProject | null;
  readonly roles: readonly string[];
  /** Null for a token that no access rules restrict. */
  readonly accessRules: readonly AccessRule[] | null;
  readonly expiresAt: string;
  readonly scope: 'project' | 'domain' | 'system' | 'none';
  /** The domain of the project, or the domain that the token is for, or else the domain of the user. */
  readonly homeDomain: NamedDomain;
}

interface NamedDomain {
  readonly id: string;
  /** Null where Keystone does not name it. */
  readonly name: string | null;
}

/** Decodes the response to `GET /v3/auth/tokens` for a reader of the API. @throws DecodeError */
export function decodeTokenDescription(body: unknown): TokenDescription {
  const token = decodeObject(decodeObject(body, 'body')['token'], 'token');
  const user = decodeObject(token['user'], 'user');
  const userDomain = decodeDomain(user['domain']);
  const project = isObject(token['project']) ? decodeOwnProject(token['project']) : null;
  const domain = isObject(token['domain']) ? decodeDomain(token['domain']) : null;
  return {
    userId: decodeId(user['id'], 'user id'),
    userName: decodeText(user['name'], 'user name'),
    userDomainId: userDomain.id,
    project,
    // Sorted, because Keystone's order changes from call to call.
    roles: decodeArray(token['roles'] ?? [], 'roles', (role) =>
      decodeText(decodeObject(role, 'role')['name'], 'name'),
    ).toSorted(),
    accessRules: decodeAccessRules(token['application_credential']),
    expiresAt: decodeTimestamp(token['expires_at'], 'expires_at'),
    scope: project ? 'project' : domain ? 'domain' : isObject(token['system']) ? 'system' : 'none',
    homeDomain: project ? { id: project.domainId, name: project.domainName } : (domain ?? userDomain),
  };
}

function decodeOwnProject(value: unknown): NamedProject {
  const project = decodeObject(value, 'project');
  const { id: domainId, name: domainName } = decodeDomain(project['domain']);
  return { id: decodeId(project['id'], 'id'), name: decodeText(project['name'], 'name'), domainId, domainName };
}

function decodeDomain(value: unknown): NamedDomain {
  const domain = decodeObject(value, 'domain');
  return { id: decodeId(domain['id'], 'id'), name: typeof domain['name'] === 'string' ? domain['name'] : null };
}
