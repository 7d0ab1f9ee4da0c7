import { GlanceFault } from './fault.ts';
import type { Actor, RbacMode } from './policy.ts';
import type { Store } from './store.ts';

/** The state of one embedded Glance and how it is configured. */
export interface Glance {
  readonly store: Store;
  readonly rbac: RbacMode;
  /** Negative: no limit. */
  readonly memberQuota: number;
  /** Of the API version: 15 for 2.15. */
  readonly apiMinor: number;
  /** What a list has at most on one page, whatever is asked for. */
  readonly pageMax: number;
}

/** One request whose token was accepted. */
export interface GlanceRequest {
  readonly method: string;
  /** With the authority, for absolute links: `http://127.0.0.1:9292`. */
  readonly origin: string;
  readonly query: readonly (readonly [string, string])[];
  readonly contentType: string;
  /** Undefined without a body, which differs from an empty chunked one. */
  readonly body: Buffer | undefined;
  readonly actor: Actor;
}

/** The JSON object or array in the body. Throws the 400 that Glance answers otherwise. */
export function parseBody(request: GlanceRequest): object {
  if (request.body === undefined) throw new GlanceFault(400, 'Body expected in request.');
  const parsed = parseJson(request.body.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null) {
    throw new GlanceFault(400, 'Unexpected body type. Expected list/dict.');
  }
  return parsed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GlanceFault(400, 'Malformed JSON in request body.');
  }
}

/** Glance decodes a query with either separator and lets a name stand alone. */
export function parseQuery(query: string): [string, string][] {
  return query.split(/[&;]/).flatMap((pair): [string, string][] => {
    if (pair === '') return [];
    const split = pair.indexOf('=');
    const name = split === -1 ? pair : pair.slice(0, split);
    return [[decodeText(name), split === -1 ? '' : decodeText(pair.slice(split + 1))]];
  });
}

function decodeText(text: string): string {
  const bytes = Buffer.from(percentDecode(text.replaceAll('+', ' ')), 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new GlanceFault(
      400,
      'Error decoding your request. Either the URL or the request body contained characters that could not be decoded by Glance',
    );
  }
}

/** Each byte becomes one character; an escape that is none stays as it is. */
export function percentDecode(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
