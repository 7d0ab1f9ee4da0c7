import { listDomains, listProjects, showDomain, showProject } from './directoryCalls.ts';
import type { TokenHandler } from './identityCall.ts';
import { listOwnDomains, listOwnProjects, revokeToken, showCatalog, validateToken } from './tokenCalls.ts';

interface IdentityRoute {
  readonly path: RegExp;
  readonly allow: string;
  /** The handler of GET also serves HEAD. */
  readonly handlers: Readonly<Record<string, TokenHandler>>;
}

const READ = 'GET, HEAD, OPTIONS';

/** The calls that need a token. */
export const IDENTITY_ROUTES: readonly IdentityRoute[] = [
  {
    path: /^\/v3\/auth\/tokens$/,
    allow: 'GET, HEAD, DELETE, OPTIONS, POST',
    handlers: { GET: validateToken, DELETE: revokeToken },
  },
  { path: /^\/v3\/auth\/projects$/, allow: READ, handlers: { GET: listOwnProjects } },
  { path: /^\/v3\/auth\/domains$/, allow: READ, handlers: { GET: listOwnDomains } },
  { path: /^\/v3\/auth\/catalog$/, allow: READ, handlers: { GET: showCatalog } },
  { path: /^\/v3\/projects$/, allow: READ, handlers: { GET: listProjects } },
  { path: /^\/v3\/projects\/([^/]+)$/, allow: READ, handlers: { GET: showProject } },
  { path: /^\/v3\/domains$/, allow: READ, handlers: { GET: listDomains } },
  { path: /^\/v3\/domains\/([^/]+)$/, allow: READ, handlers: { GET: showDomain } },
];
