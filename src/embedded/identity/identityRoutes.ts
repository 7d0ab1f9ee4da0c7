import { listDomains, listProjects, showDomain, showProject } from './directoryCalls.ts';
import type { TokenHandler } from './identityCall.ts';
import { listOwnDomains, listOwnProjects, showCatalog, validateToken } from './tokenCalls.ts';

interface IdentityRoute {
  readonly path: RegExp;
  /** The handler of GET and HEAD. */
  readonly get: TokenHandler;
}

/** The calls that need a token. All of them read. */
export const IDENTITY_ROUTES: readonly IdentityRoute[] = [
  { path: /^\/v3\/auth\/tokens$/, get: validateToken },
  { path: /^\/v3\/auth\/projects$/, get: listOwnProjects },
  { path: /^\/v3\/auth\/domains$/, get: listOwnDomains },
  { path: /^\/v3\/auth\/catalog$/, get: showCatalog },
  { path: /^\/v3\/projects$/, get: listProjects },
  { path: /^\/v3\/projects\/([^/]+)$/, get: showProject },
  { path: /^\/v3\/domains$/, get: listDomains },
  { path: /^\/v3\/domains\/([^/]+)$/, get: showDomain },
];
