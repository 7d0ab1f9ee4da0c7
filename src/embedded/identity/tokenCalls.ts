import { URLSearchParams } from 'node:url';
import { toPythonJson } from '../pythonText.ts';
import { toJsonResponse } from '../response.ts';
import type { EmbeddedResponse } from '../response.ts';
import { authenticate } from './authenticate.ts';
import { toListResponse } from './identityCall.ts';
import type { IdentityCall, IdentityRequest, TokenCall } from './identityCall.ts';
import { forbidden, IdentityFault, unauthorized } from './identityFault.ts';
import { mayRevoke, mayValidate } from './identityPolicy.ts';
import type { IdentityToken } from './tokens.ts';
import { toCatalog, toWireDomain, toWireProject, toWireToken } from './views.ts';

/** `POST /v3/auth/tokens` */
export function issueToken(call: IdentityCall): EmbeddedResponse {
  return toTokenResponse(call, authenticate(call.directory, call.tokens, call.request.body), 201);
}

/** `GET /v3/auth/tokens` */
export function validateToken(call: TokenCall): EmbeddedResponse {
  const { token, tokens, request } = call;
  const subject = findSubject(call);
  if (!mayValidate(token, subject)) throw forbidden('identity:validate_token');
  if (subject === null) throw new IdentityFault(404, 'Failed to validate token');
  if (subject.text === token.text && tokens.takeRefusal(token.text)) throw unauthorized();
  const knowsRules = request.headers['openstack-identity-access-rules'] !== undefined;
  if (subject.credential?.accessRules && !knowsRules) throw new IdentityFault(404, 'Failed to validate token');
  return toTokenResponse(call, subject, 200);
}

/** `DELETE /v3/auth/tokens` */
export function revokeToken(call: TokenCall): EmbeddedResponse {
  const subject = findSubject(call);
  if (!mayRevoke(call.token, subject)) throw forbidden('identity:revoke_token');
  if (subject !== null) call.tokens.revoke(subject.text);
  return { status: 204, headers: {}, body: '' };
}

/** Null for a request that names no subject. */
function findSubject({ tokens, request }: IdentityCall): IdentityToken | null {
  const text = request.headers['x-subject-token'];
  if (typeof text !== 'string') return null;
  const subject = tokens.find(text);
  if (subject === undefined) {
    throw new IdentityFault(
      404,
      tokens.hasIssued(text) ? 'Failed to validate token' : 'Could not recognize Fernet token',
    );
  }
  return subject;
}

function toTokenResponse({ request, base }: IdentityCall, token: IdentityToken, status: number): EmbeddedResponse {
  const catalog = hasFlag(request, 'nocatalog') ? null : toCatalog(request.origin, base);
  return toJsonResponse(toPythonJson(toWireToken(token, catalog)), status, { 'X-Subject-Token': token.text });
}

function hasFlag({ query }: IdentityRequest, name: string): boolean {
  return new URLSearchParams(query).has(name);
}

/** `GET /v3/auth/catalog` */
export function showCatalog({ token, request, base }: TokenCall): EmbeddedResponse {
  if (token.scope.kind !== 'project') throw forbidden();
  const links = { self: `${base}/v3/auth/catalog` };
  return toJsonResponse(toPythonJson({ catalog: toCatalog(request.origin, base), links }));
}

/** `GET /v3/auth/projects`: the projects in which the user has a role, whatever the token is for. */
export function listOwnProjects(call: TokenCall): EmbeddedResponse {
  const { user } = call.token;
  const ids = new Set(user.assignments.flatMap(({ scope }) => (scope.kind === 'project' ? [scope.project.id] : [])));
  const rows = call.directory.projects.filter(({ id }) => ids.has(id));
  return toListResponse(
    call,
    'projects',
    rows.map((project) => toWireProject(project, call.base)),
  );
}

/** `GET /v3/auth/domains`: the domains in which the user has a role. */
export function listOwnDomains(call: TokenCall): EmbeddedResponse {
  const { user } = call.token;
  const ids = new Set(user.assignments.flatMap(({ scope }) => (scope.kind === 'domain' ? [scope.domain.id] : [])));
  const rows = call.directory.domains.filter(({ id }) => ids.has(id));
  return toListResponse(
    call,
    'domains',
    rows.map((domain) => toWireDomain(domain, call.base)),
  );
}
