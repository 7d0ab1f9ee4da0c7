import { TextDecoder } from 'node:util';
import { GlanceFault } from './fault.ts';
import type { Actor, RbacMode } from './policy.ts';
import type { Notifications } from './notifications.ts';
import type { Store } from './store.ts';

/** The state and the configuration of one embedded Glance. */
export interface EmbeddedService {
  readonly store: Store;
  readonly notifications: Notifications;
  readonly rbac: RbacMode;
  /** Most members of an image; negative for no limit. */
  readonly memberQuota: number;
  /** Minor number of the API version: 15 for 2.15. */
  readonly apiMinor: number;
  /** Most images on one page, also when the request asks for more. */
  readonly pageMax: number;
}

/** One request whose token was accepted. */
export interface EmbeddedRequest {
  readonly method: string;
  /** Beginning of absolute links, such as `http://127.0.0.1:9292`. */
  readonly origin: string;
  readonly query: readonly (readonly [string, string])[];
  readonly contentType: string;
  /** Undefined without a body. An empty chunked body is an empty buffer. */
  readonly body: Buffer | undefined;
  readonly actor: Actor;
}

/** The JSON object or array in the body. @throws GlanceFault 400 for any other body */
export function parseBody(request: EmbeddedRequest): object {
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

/** Takes `&` and `;` as separators and names without a value, as Glance does. */
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

/** Each escaped byte becomes one character. A malformed escape stays as it is. */
export function percentDecode(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
