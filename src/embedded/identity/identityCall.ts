import { toPythonJson } from '../pythonText.ts';
import { toJsonResponse } from '../response.ts';
import type { EmbeddedResponse } from '../response.ts';
import type { Directory } from './directory.ts';
import type { IdentityToken, TokenStore } from './tokens.ts';

/** The data of one embedded Keystone. */
export interface IdentityService {
  readonly directory: Directory;
  readonly tokens: TokenStore;
}

export interface IdentityRequest {
  readonly method: string;
  /** Below `/identity`, without the query. */
  readonly path: string;
  readonly query: string;
  /** Beginning of absolute links, such as `http://127.0.0.1:9292`. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** One request whose path has a handler. */
export interface IdentityCall extends IdentityService {
  readonly request: IdentityRequest;
  /** URL of the embedded Keystone without `/v3`. */
  readonly base: string;
  /** The ID in the path; empty for a path without one. */
  readonly id: string;
}

/** A request whose token was accepted. */
export interface TokenCall extends IdentityCall {
  readonly token: IdentityToken;
}

export type TokenHandler = (call: TokenCall) => EmbeddedResponse;

/** A whole list: Keystone's lists have no pages. */
export function toListResponse(
  { base, request }: IdentityCall,
  noun: 'projects' | 'domains',
  rows: readonly object[],
): EmbeddedResponse {
  const self = `${base}${request.path.replace(/\/+$/, '')}${request.query === '' ? '' : `?${request.query}`}`;
  return toJsonResponse(toPythonJson({ [noun]: rows, links: { next: null, self, previous: null } }));
}
