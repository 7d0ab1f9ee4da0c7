import { createHash } from 'node:crypto';
import type { EmbeddedSeed, SeedAccessRule, SeedAssignment } from '../seed.ts';

export interface Domain {
  readonly id: string;
  readonly name: string;
}

export interface NamedProject {
  readonly id: string;
  readonly name: string;
  readonly domain: Domain;
}

/** What a token or a role is for. */
export type Scope =
  | { readonly kind: 'project'; readonly project: NamedProject }
  | { readonly kind: 'domain'; readonly domain: Domain }
  | { readonly kind: 'system' }
  | { readonly kind: 'none' };

export interface User {
  readonly id: string;
  readonly name: string;
  readonly domain: Domain;
  readonly password: string;
  readonly assignments: readonly Assignment[];
}

interface Assignment {
  readonly scope: Scope;
  readonly roles: readonly string[];
}

export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly user: User;
  readonly scope: Scope;
  readonly roles: readonly string[];
  /** Null for a credential that may be used for every call. */
  readonly accessRules: readonly SeedAccessRule[] | null;
}

/** Everybody and everything that the embedded Keystone knows, apart from tokens. */
export interface Directory {
  readonly domains: readonly Domain[];
  readonly projects: readonly NamedProject[];
  readonly users: readonly User[];
  readonly credentials: readonly Credential[];
  /** @throws Error for a name that the seed does not have */
  findUser(name: string): User;
  toScope(seeded: SeedAssignment): Scope;
}

export const DEFAULT_DOMAIN: Domain = { id: 'default', name: 'Default' };

/** The directory of a seed that `parseEmbeddedSeed` accepts. */
export function createDirectory(seed: EmbeddedSeed): Directory {
  const domains = [DEFAULT_DOMAIN, ...Object.entries(seed.domains ?? {}).map(([name, id]) => ({ id, name }))];
  const findDomain = (name: string | undefined): Domain =>
    domains.find((domain) => domain.name === name) ?? DEFAULT_DOMAIN;
  const projectsByKey = new Map(
    Object.entries(seed.projects).map(([key, id]): [string, NamedProject] => {
      const { name = key, domain } = seed.projectNames?.[key] ?? {};
      return [key, { id, name, domain: findDomain(domain) }];
    }),
  );
  const toScope = ({ project, domain, system }: SeedAssignment): Scope => {
    const found = typeof project === 'string' ? projectsByKey.get(project) : undefined;
    if (found !== undefined) return { kind: 'project', project: found };
    if (domain !== undefined) return { kind: 'domain', domain: findDomain(domain) };
    return { kind: system === true ? 'system' : 'none' };
  };

  const users = new Map(
    [...collectAssignments(seed)].map(([name, assignments]): [string, User] => {
      const { id = toId(`user ${name}`), domain, password = `${name}-password` } = seed.users?.[name] ?? {};
      const granted = assignments.map((one) => ({ scope: toScope(one), roles: one.roles }));
      return [name, { id, name, domain: findDomain(domain), password, assignments: granted }];
    }),
  );
  const findUser = (name: string): User => {
    const user = users.get(name);
    if (user === undefined) throw new Error(`The seed has no user ${name}.`);
    return user;
  };
  const credentials = Object.entries(seed.applicationCredentials ?? {}).map(([name, seeded]): Credential => {
    const user = findUser(seeded.user);
    const { id = toId(`credential ${name}`), secret, accessRules = null } = seeded;
    const scope = toScope({ project: seeded.project, roles: [] });
    return { id, name, secret, user, scope, roles: seeded.roles ?? rolesIn(user, scope), accessRules };
  });
  return { domains, projects: [...projectsByKey.values()], users: [...users.values()], credentials, findUser, toScope };
}

/** Roles of the user in a scope, without the roles that they imply. */
export function rolesIn(user: User, scope: Scope): readonly string[] {
  const matching = user.assignments.filter((assignment) => toScopeKey(assignment.scope) === toScopeKey(scope));
  return [...new Set(matching.flatMap(({ roles }) => roles))];
}

/** An ID as Keystone makes them, and the same one at each start. */
export function toId(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function toScopeKey(scope: Scope): string {
  if (scope.kind === 'project') return `project ${scope.project.id}`;
  return scope.kind === 'domain' ? `domain ${scope.domain.id}` : scope.kind;
}

/** By user: the roles that the seed gives to the user, and those of the user's tokens. */
function collectAssignments(seed: EmbeddedSeed): Map<string, SeedAssignment[]> {
  const collected = new Map<string, SeedAssignment[]>();
  for (const [name, { roles = [] }] of Object.entries(seed.users ?? {})) collected.set(name, [...roles]);
  for (const [name, token] of Object.entries(seed.tokens)) {
    const user = token.user ?? name;
    const isScoped = token.project !== null || token.domain !== undefined || token.system === true;
    collected.set(user, [...(collected.get(user) ?? []), ...(isScoped ? [token] : [])]);
  }
  return collected;
}
