import { decodeAccessRules, type AccessRule } from './accessRules.ts';
import { decodeArray, decodeObject, decodeOptionalText, decodeText, isObject, type JsonObject } from '../../decode.ts';

/** What a token is valid for. Images belong to projects, so only a token for a project can share images. */
export type TokenScope =
  | { readonly kind: 'project'; readonly id: string; readonly name: string }
  | { readonly kind: 'domain'; readonly name: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'none' };

/** A valid token, as Keystone describes it. */
export interface KeystoneToken {
  readonly expiresAt: string | null;
  readonly scope: TokenScope;
  readonly roles: readonly string[];
  /** Null for a token that no access rules restrict. */
  readonly accessRules: readonly AccessRule[] | null;
  /** The list of services in Keystone's response, not decoded; empty where the response has none. */
  readonly catalog: readonly unknown[];
}

/** Decodes the response to `GET /v3/auth/tokens`. @throws DecodeError */
export function decodeKeystoneToken(body: unknown): KeystoneToken {
  const token = decodeObject(decodeObject(body, 'body')['token'], 'token');
  return {
    expiresAt: decodeOptionalText(token['expires_at'], 'expires_at'),
    scope: decodeScope(token),
    // Sorted, because Keystone's order changes from call to call.
    roles: decodeArray(token['roles'] ?? [], 'roles', (role) =>
      decodeText(decodeObject(role, 'role')['name'], 'name'),
    ).toSorted(),
    accessRules: decodeAccessRules(token['application_credential']),
    catalog: decodeArray(token['catalog'] ?? [], 'catalog', (service) => service),
  };
}

function decodeScope({ project, domain, system }: JsonObject): TokenScope {
  if (isObject(project)) {
    return { kind: 'project', id: decodeText(project['id'], 'id'), name: decodeText(project['name'], 'name') };
  }
  if (isObject(domain)) return { kind: 'domain', name: decodeText(domain['name'], 'name') };
  return { kind: isObject(system) ? 'system' : 'none' };
}

/** Words such as `for no project (unscoped)`; null for a token for a project. */
export function describeWrongScope({ kind }: TokenScope): string | null {
  switch (kind) {
    case 'project':
      return null;
    case 'domain':
      return 'for a domain, not for a project (domain-scoped)';
    case 'system':
      return 'for the whole system, not for a project (system-scoped)';
    case 'none':
      return 'for no project (unscoped)';
  }
}
