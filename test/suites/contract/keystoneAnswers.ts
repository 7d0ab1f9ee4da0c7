import { request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { PROJECTS, type WireKeystone } from './keystoneActors.ts';

export interface KeystoneRequest {
  readonly method?: string;
  /** Below the base of the identity service. Braces name something of the directory: `/v3/projects/{alpha}`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface KeystoneAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Sends one request on a connection of its own, because uwsgi closes each connection after the response. */
export function askRaw({ base, ids }: WireKeystone, asked: KeystoneRequest): Promise<RawAnswer> {
  const fill = (template: string) =>
    template.replaceAll(/\{(\w[\w-]*)\}/g, (braced, name: string) => ids[name] ?? braced);
  const body = asked.body === undefined ? undefined : fill(toText(asked.body));
  const url = `${base}${fill(asked.path)}`;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      agent: false,
      method: asked.method ?? 'GET',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...asked.headers },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((received) => resolve({ status, headers, text: received }), reject);
    });
    sent.end(body);
  });
}

function toText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

const UNCOMPARED_HEADERS = ['date', 'connection', 'keep-alive', 'content-length'];
const NAMES: readonly string[] = Object.values(PROJECTS).map(({ name }) => name);

/**
 * Replaces what differs between two services or two runs: IDs, times, addresses, and the order of roles. Leaves out what
 * other tests have put into the real Keystone: projects, domains and regions.
 */
export function normalize(keystone: WireKeystone, { status, headers, text: received }: RawAnswer): KeystoneAnswer {
  const normal = (original: string): string => {
    let changed = original;
    for (const [name, id] of Object.entries(keystone.ids)) changed = changed.replaceAll(id, `{${name}}`);
    return changed
      .replaceAll(/\b[0-9a-f]{32}\b/g, '{id}')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z/g, '{time}')
      .replaceAll(/(?<="audit_ids": \[)[^\]]*/g, '"{audit}"')
      .replaceAll(/req-[0-9a-f]{8}-[0-9a-f-]{27}/g, '{request id}')
      .replaceAll(keystone.base, '{base}')
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '{glance}');
  };
  const compared = Object.entries(headers).filter(([name]) => !UNCOMPARED_HEADERS.includes(name));
  const normalHeaders = compared.map(([name, value]) => [
    name,
    name === 'x-subject-token' ? '{token}' : name === 'allow' ? sortWords(String(value)) : normal(String(value)),
  ]);
  const isJson = headers['content-type'] === 'application/json' && received !== '';
  const body: unknown = isJson ? JSON.parse(normal(received), sortAndFilter) : normal(received);
  return { status, headers: Object.fromEntries(normalHeaders), body };
}

function sortAndFilter(key: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const rows: readonly unknown[] = value;
  const kept = rows.filter((row) => {
    if (key === 'projects') return NAMES.includes(String(read(row, 'name')));
    if (key === 'domains') return ['Default', 'Wire'].includes(String(read(row, 'name')));
    return key !== 'endpoints' || read(row, 'region') === 'RegionOne';
  });
  return kept.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function read(row: unknown, field: string): unknown {
  return typeof row === 'object' && row !== null ? new Map<string, unknown>(Object.entries(row)).get(field) : undefined;
}

function sortWords(text: string): string {
  return text.split(', ').toSorted().join(', ');
}
