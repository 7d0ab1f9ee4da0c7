import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { allowsCall } from './accessRules.ts';
import type { EmbeddedResponse } from './response.ts';
import { GlanceFault, titleOf, toFaultResponse, unauthorized } from './fault.ts';
import { toHealthResponse } from './health.ts';
import type { IdentityService } from './identity/identityCall.ts';
import { IDENTITY_PATH, respondIdentity } from './identity/identityService.ts';
import { parseQuery, percentDecode } from './request.ts';
import type { EmbeddedService, EmbeddedRequest } from './request.ts';
import { routeRequest } from './router.ts';
import { pullTrigger } from './pullTrigger.ts';
import { splitVersion, toVersionsResponse } from './versions.ts';

/** Bytes of the request line with its line break, as the real server counts them. */
const REQUEST_LINE_LIMIT = 8192;
const REQUEST_ID_LIMIT = 64;

/** Not of Glance: the notifications that Glance sends to a message bus. */
const NOTIFICATIONS_PATH = '/_embedded/notifications';

interface ListenerOptions {
  readonly glance: EmbeddedService;
  readonly identity: IdentityService;
  readonly latencyMs: number;
  readonly hasTriggers: boolean;
  readonly reset: () => void;
}

export function createRequestListener(options: ListenerOptions): RequestListener {
  return (incoming, response) => {
    if (incoming.url === NOTIFICATIONS_PATH && incoming.method === 'GET') {
      options.glance.notifications.stream(response);
      return;
    }
    respond(options, incoming)
      .then((result) => {
        if (result === 'silence') return;
        if (result === 'reset') incoming.socket.resetAndDestroy();
        else sendResponse(incoming, response, result);
      })
      // The client left while its body was read.
      .catch(() => response.destroy());
  };
}

/** The response to every request. An error that is no GlanceFault is a bug and becomes a 500, as in Glance. */
async function respond(
  options: ListenerOptions,
  incoming: IncomingMessage,
): Promise<EmbeddedResponse | 'silence' | 'reset'> {
  const { method = 'GET', url = '/', headers } = incoming;
  if (`${method} ${url} HTTP/1.1\r\n`.length >= REQUEST_LINE_LIMIT) {
    return { status: 414, headers: { Connection: 'close' }, body: '' };
  }
  const [rawPath = '', ...rawQuery] = url.split('?');
  const path = percentDecode(rawPath);
  if (path === '/_embedded/reset' && method === 'POST') {
    options.reset();
    return { status: 204, headers: {}, body: '' };
  }
  if (options.latencyMs > 0) await setTimeout(options.latencyMs);

  // The server below Glance refuses such a path, so the response has no request ID.
  if (!isUtf8(Buffer.from(path, 'latin1'))) return { status: 500, headers: { 'Content-Type': 'text/plain' }, body: '' };
  const origin = `http://${headers.host ?? 'localhost'}`;
  if (path === IDENTITY_PATH || path.startsWith(`${IDENTITY_PATH}/`)) {
    const body = (await readBody(incoming))?.toString() ?? '';
    const asked = { method, path: path.slice(IDENTITY_PATH.length), query: rawQuery.join('?'), origin, headers, body };
    return respondIdentity(options.identity, asked);
  }
  if (path === '/healthcheck') return toHealthResponse(method, headers.accept);
  // CORS preflights are handled before the token is checked, and no origin is allowed.
  if (method === 'OPTIONS') return { status: 200, headers: {}, body: '' };
  if (/^\/+versions(?:\/|$)/.test(path)) return toVersionsResponse(origin, 200, options.glance.apiMinor);
  const versionedPath = splitVersion(path);
  if (versionedPath === undefined) return toVersionsResponse(origin, 300, options.glance.apiMinor);

  // The response to a failed HEAD has the headers of an HTML error, whatever the client accepts.
  const accept = method === 'HEAD' ? 'text/html' : headers.accept;
  const body = await readBody(incoming);
  const token = headers['x-auth-token'] ?? headers['x-storage-token'];
  const actor = typeof token === 'string' ? options.identity.tokens.find(token)?.actor : undefined;
  const isAccepted = actor !== undefined && allowsCall(actor.accessRules, method, path);
  if (!isAccepted || typeof token !== 'string') return toFaultResponse(unauthorized(origin), accept);

  const requestId = chooseRequestId(headers['x-openstack-request-id']);
  const idHeader = requestId === undefined ? {} : { 'X-Openstack-Request-Id': requestId };
  try {
    if (versionedPath === '') return toRedirect(origin, idHeader);
    const call = routeRequest(method, versionedPath.replace(/\/+/g, '/'));
    if (requestId === undefined) throw new GlanceFault(500);
    const query = parseQuery(rawQuery.join('?'));
    const contentType = headers['content-type'] ?? 'text/plain';
    const request: EmbeddedRequest = { method, origin, query, contentType, body, actor };
    const triggered = options.hasTriggers ? await pullTrigger(options.glance, request, call) : undefined;
    if (triggered === 'silence' || triggered === 'reset') return triggered;
    const response = triggered ?? (await call.handle(options.glance, request));
    return response.fromProxy ? response : { ...response, headers: { ...idHeader, ...response.headers } };
  } catch (error) {
    if (error instanceof GlanceFault && error.status === 401) options.identity.tokens.refuseOnce(token);
    const fault = error instanceof GlanceFault ? error : new GlanceFault(500);
    const response = toFaultResponse(fault, accept);
    return { ...response, headers: { ...response.headers, ...(fault.status === 401 ? {} : idHeader) } };
  }
}

function sendResponse(incoming: IncomingMessage, outgoing: ServerResponse, response: EmbeddedResponse): void {
  const body = Buffer.from(incoming.method === 'HEAD' ? '' : response.body);
  const reason = response.reason ?? (response.status === 414 ? 'Request URI Too Long' : titleOf(response.status));
  outgoing.writeHead(response.status, reason, { 'Content-Length': body.length, ...response.headers });
  outgoing.end(body);
}

/**
 * The client's ID with the prefix `req-`, or a new ID. Undefined for an ID that is too long: with it every handler of
 * Glance fails.
 */
function chooseRequestId(given: string | string[] | undefined): string | undefined {
  if (typeof given !== 'string' || given === '') return `req-${randomUUID()}`;
  if (given.length > REQUEST_ID_LIMIT) return undefined;
  return given.startsWith('req-') ? given : `req-${given}`;
}

function toRedirect(origin: string, headers: Readonly<Record<string, string>>): EmbeddedResponse {
  const location = { 'Content-Type': 'text/plain; charset=utf8', Location: `${origin}/v2/` };
  return { status: 302, headers: { ...location, ...headers }, body: '' };
}

/** Undefined when the request has no body by Glance's rules. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  // No chunk is compared with the global Uint8Array, which in some test environments is not Node's own.
  const stream: AsyncIterable<Buffer> = incoming;
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const isChunked = incoming.headers['transfer-encoding'] !== undefined;
  const mayBeEmpty = isChunked && ['POST', 'PUT', 'PATCH'].includes(incoming.method ?? '');
  return mayBeEmpty || Number(incoming.headers['content-length'] ?? 0) > 0 ? Buffer.concat(chunks) : undefined;
}
