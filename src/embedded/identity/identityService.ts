import { randomUUID } from 'node:crypto';
import { toPythonJson } from '../pythonText.ts';
import { toJsonResponse } from '../response.ts';
import type { EmbeddedResponse } from '../response.ts';
import type { EmbeddedSeed } from '../seed.ts';
import { createDirectory } from './directory.ts';
import type { IdentityRequest, IdentityService } from './identityCall.ts';
import { IdentityFault, toIdentityFaultResponse, toMissingPage, toWrongMethod, unauthorized } from './identityFault.ts';
import { IDENTITY_ROUTES } from './identityRoutes.ts';
import { issueToken } from './tokenCalls.ts';
import { TokenStore } from './tokens.ts';
import type { IdentityToken } from './tokens.ts';
import { toVersion } from './views.ts';

/** Where the embedded Keystone is below the URL of the embedded Glance. */
export const IDENTITY_PATH = '/identity';

const TOKENS_PATH = '/v3/auth/tokens';

export function createIdentity(seed: EmbeddedSeed): IdentityService {
  const directory = createDirectory(seed);
  return { directory, tokens: new TokenStore(seed, directory) };
}

/** The response of the embedded Keystone. @throws Error for a bug: the refusals of Keystone are responses */
export function respondIdentity(service: IdentityService, request: IdentityRequest): EmbeddedResponse {
  const base = `${request.origin}${IDENTITY_PATH}`;
  const response = respond(service, request, base);
  // Keystone makes an ID of its own, whatever ID the client sends.
  const headers = { Vary: 'X-Auth-Token', 'X-Openstack-Request-Id': `req-${randomUUID()}`, ...response.headers };
  return { ...response, headers };
}

function respond(service: IdentityService, request: IdentityRequest, base: string): EmbeddedResponse {
  try {
    return route(service, request, base);
  } catch (error) {
    if (error instanceof IdentityFault) return toIdentityFaultResponse(error, base);
    throw error;
  }
}

function route(service: IdentityService, request: IdentityRequest, base: string): EmbeddedResponse {
  const path = request.path.replace(/\/+$/, '');
  if (path === '') {
    const body = toPythonJson({ versions: { values: [toVersion(base)] } });
    return toJsonResponse(body, 300, { Location: `${base}/v3/` });
  }
  if (path === '/v3') return toJsonResponse(toPythonJson({ version: toVersion(base) }));
  const call = { ...service, request, base, id: '' };
  if (path === TOKENS_PATH && request.method === 'POST') return issueToken(call);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  for (const { path: pattern, allow, handlers } of IDENTITY_ROUTES) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const handler = handlers[method];
    if (handler === undefined) return toWrongMethod(allow);
    return handler({ ...call, id: match[1] ?? '', token: findToken(service, request) });
  }
  return toMissingPage();
}

function findToken({ tokens }: IdentityService, { headers }: IdentityRequest): IdentityToken {
  const text = headers['x-auth-token'];
  const token = typeof text === 'string' ? tokens.find(text) : undefined;
  if (token === undefined) throw unauthorized();
  return token;
}
