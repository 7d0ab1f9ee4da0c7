import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import { GlanceFault, titleOf, toFaultAnswer, unauthorized } from './fault.ts';
import { toHealthAnswer } from './health.ts';
import type { Actor } from './policy.ts';
import { parseQuery, percentDecode } from './request.ts';
import type { Glance, GlanceRequest } from './request.ts';
import { routeRequest } from './router.ts';
import type { SeedToken } from './seed.ts';
import { pullTrigger } from './pullTrigger.ts';
import { splitVersion, toVersionsAnswer } from './versions.ts';

/** Of the request line with its line break, as the real server counts. */
const REQUEST_LINE_LIMIT = 8192;
const REQUEST_ID_LIMIT = 64;

interface ListenerOptions {
  readonly glance: Glance;
  readonly tokens: readonly SeedToken[];
  readonly projects: Readonly<Record<string, string>>;
  readonly latencyMs: number;
  readonly hasTriggers: boolean;
  readonly reset: () => void;
}

export function createRequestListener(options: ListenerOptions): RequestListener {
  const actors = new Map(options.tokens.map((token) => [token.token, toActor(token, options.projects)]));
  return (incoming, response) => {
    answerRequest(options, actors, incoming)
      .then((answer) => {
        if (answer === 'silence') return;
        if (answer === 'reset') incoming.socket.resetAndDestroy();
        else sendAnswer(incoming, response, answer);
      })
      // The client went away while its body was read.
      .catch(() => response.destroy());
  };
}

/** Gives every failure its answer; what is no fault is a bug, and answered as Glance answers its own. */
async function answerRequest(
  options: ListenerOptions,
  actors: ReadonlyMap<string, Actor>,
  incoming: IncomingMessage,
): Promise<Answer | 'silence' | 'reset'> {
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

  // Below Glance itself, so that nothing marks the answer as Glance's.
  if (!isUtf8(Buffer.from(path, 'latin1'))) return { status: 500, headers: { 'Content-Type': 'text/plain' }, body: '' };
  const origin = `http://${headers.host ?? 'localhost'}`;
  if (path === '/healthcheck') return toHealthAnswer(method, headers.accept);
  // What answers cross-origin preflights stands before the token check, and allows no origin.
  if (method === 'OPTIONS') return { status: 200, headers: {}, body: '' };
  if (/^\/+versions(?:\/|$)/.test(path)) return toVersionsAnswer(origin, 200, options.glance.apiMinor);
  const versionedPath = splitVersion(path);
  if (versionedPath === undefined) return toVersionsAnswer(origin, 300, options.glance.apiMinor);

  // A HEAD has the headers of an HTML error, whatever it accepts.
  const accept = method === 'HEAD' ? 'text/html' : headers.accept;
  const body = await readBody(incoming);
  const token = headers['x-auth-token'] ?? headers['x-storage-token'];
  const actor = typeof token === 'string' ? actors.get(token) : undefined;
  if (actor === undefined) return toFaultAnswer(unauthorized(origin), accept);

  const requestId = toRequestId(headers['x-openstack-request-id']);
  const idHeader = requestId === undefined ? {} : { 'X-Openstack-Request-Id': requestId };
  try {
    if (versionedPath === '') return toRedirect(origin, idHeader);
    const call = routeRequest(method, versionedPath.replace(/\/+/g, '/'));
    if (requestId === undefined) throw new GlanceFault(500);
    const query = parseQuery(rawQuery.join('?'));
    const contentType = headers['content-type'] ?? 'text/plain';
    const request: GlanceRequest = { method, origin, query, contentType, body, actor };
    const triggered = options.hasTriggers ? await pullTrigger(options.glance, request, call) : undefined;
    if (triggered === 'silence' || triggered === 'reset') return triggered;
    const answer = triggered ?? (await call.handle(options.glance, request));
    return answer.fromProxy ? answer : { ...answer, headers: { ...idHeader, ...answer.headers } };
  } catch (error) {
    const fault = error instanceof GlanceFault ? error : new GlanceFault(500);
    const answer = toFaultAnswer(fault, accept);
    return { ...answer, headers: { ...answer.headers, ...(fault.status === 401 ? {} : idHeader) } };
  }
}

function sendAnswer(incoming: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(incoming.method === 'HEAD' ? '' : answer.body);
  const reason = answer.reason ?? (answer.status === 414 ? 'Request URI Too Long' : titleOf(answer.status));
  response.writeHead(answer.status, reason, { 'Content-Length': body.length, ...answer.headers });
  response.end(body);
}

/** Undefined for an id that is too long, over which Glance stumbles in every handler. */
function toRequestId(given: string | string[] | undefined): string | undefined {
  if (typeof given !== 'string' || given === '') return `req-${randomUUID()}`;
  if (given.length > REQUEST_ID_LIMIT) return undefined;
  return given.startsWith('req-') ? given : `req-${given}`;
}

function toRedirect(origin: string, headers: Readonly<Record<string, string>>): Answer {
  const location = { 'Content-Type': 'text/plain; charset=utf8', Location: `${origin}/v2/` };
  return { status: 302, headers: { ...location, ...headers }, body: '' };
}

/** Undefined when the request has no body in Glance's eyes. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const isChunked = incoming.headers['transfer-encoding'] !== undefined;
  const mayBeEmpty = isChunked && ['POST', 'PUT', 'PATCH'].includes(incoming.method ?? '');
  return mayBeEmpty || Number(incoming.headers['content-length'] ?? 0) > 0 ? Buffer.concat(chunks) : undefined;
}

function toActor({ project, roles }: SeedToken, projects: Readonly<Record<string, string>>): Actor {
  const implied = roles.flatMap((role) =>
    role === 'admin' ? ['admin', 'member', 'reader'] : role === 'member' ? ['member', 'reader'] : [role],
  );
  return { project: project === null ? null : (projects[project] ?? project), roles: new Set(implied) };
}
