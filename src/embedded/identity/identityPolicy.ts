import type { Domain, NamedProject } from './directory.ts';
import type { IdentityToken } from './tokens.ts';

/**
 * Keystone's default rules. `role:admin` may do everything, whatever the token is for; a reader of the system may read
 * everything; a reader of a domain may read what is in the domain.
 */
function mayReadAll({ roles, scope }: IdentityToken): boolean {
  return roles.includes('admin') || (scope.kind === 'system' && roles.includes('reader'));
}

function isDomainReader({ roles, scope }: IdentityToken, domain?: Domain): boolean {
  if (scope.kind !== 'domain' || !roles.includes('reader')) return false;
  return domain === undefined || scope.domain.id === domain.id;
}

export function mayListProjects(token: IdentityToken): boolean {
  return mayReadAll(token) || isDomainReader(token);
}

/** A token for a domain lists the projects of this domain only, also the token of an administrator. */
export function showsInList({ scope }: IdentityToken, project: NamedProject): boolean {
  return scope.kind !== 'domain' || scope.domain.id === project.domain.id;
}

/** @param project undefined for an unknown project */
export function mayGetProject(token: IdentityToken, project: NamedProject | undefined): boolean {
  if (mayReadAll(token)) return true;
  if (project === undefined) return false;
  const isOwn = token.scope.kind === 'project' && token.scope.project.id === project.id;
  return isOwn || isDomainReader(token, project.domain);
}

export function mayListDomains(token: IdentityToken): boolean {
  return mayReadAll(token);
}

/** The domain of the token, and the domain of the token's project, may be read by everybody. */
export function mayGetDomain(token: IdentityToken, domain: Domain | undefined): boolean {
  if (mayReadAll(token)) return true;
  const { scope } = token;
  const own = scope.kind === 'project' ? scope.project.domain : scope.kind === 'domain' ? scope.domain : undefined;
  return domain !== undefined && own?.id === domain.id;
}

/** Everybody may have the tokens of the own user described. */
export function mayValidate(token: IdentityToken, subject: IdentityToken | null): boolean {
  return mayReadAll(token) || isOfSameUser(token, subject);
}

export function mayRevoke(token: IdentityToken, subject: IdentityToken | null): boolean {
  return token.roles.includes('admin') || isOfSameUser(token, subject);
}

function isOfSameUser(token: IdentityToken, subject: IdentityToken | null): boolean {
  return subject !== null && subject.user.id === token.user.id;
}
