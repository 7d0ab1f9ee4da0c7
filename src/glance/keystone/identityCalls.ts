import type { Caller } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import type { GlanceResponse, Transport } from '../transport/call.ts';
import { parseErrorBody } from '../transport/wire/errorBody.ts';
import { callKeystone, decodeResponse, isRefusal } from './keystoneCall.ts';
import { createForbidden, toKeystoneError } from './keystoneErrors.ts';
import {
  decodeDomainIds,
  decodeDomainName,
  decodeProject,
  decodeProjectsPage,
  type NamedProject,
} from './wire/projects.ts';
import { decodeTokenDescription, type TokenDescription } from './wire/tokenDescription.ts';

/** A longer token is not sent twice, as token and as subject, because uwsgi resets requests over 32 KiB. */
const MAX_SUBJECT_LENGTH = 8192;

/** Far more than a picker can show. A list that has more pages counts as incomplete. */
const MAX_PAGES = 20;

/** What a caller may know of the projects: `refused` by Keystone's 403. */
export type Refused = 'refused';

export interface ProjectList {
  readonly projects: readonly NamedProject[];
  /** Whether the list has every project: Keystone has not cut it, and it was not too large to be read. */
  readonly isComplete: boolean;
}

/** Single calls to Keystone with the token of one caller. All throw GlanceError and CallLimitError only. */
export class IdentityCalls {
  readonly caller: Caller;
  readonly #transport: Transport;

  constructor(transport: Transport, caller: Caller) {
    this.#transport = transport;
    this.caller = caller;
  }

  async describeToken(): Promise<TokenDescription> {
    const { token } = this.caller;
    if (token.length > MAX_SUBJECT_LENGTH) throw createTooLong(token.length);
    const response = await this.#get('/v3/auth/tokens?nocatalog', ['x-subject-token', token]);
    if (isRefusal(response)) throw toRefusedToken(response);
    return decodeResponse(requireOk(response), decodeTokenDescription);
  }

  /** The projects in which the user has a role, without those that are disabled. */
  async listOwnProjects(): Promise<readonly NamedProject[]> {
    const list = await this.#list('/v3/auth/projects', '', 'enabled');
    if (list === 'refused') throw createForbidden(null);
    return list.projects;
  }

  /** @param query such as `?name=beta&domain_id=default`; empty for the projects of every domain */
  listProjects(query: string): Promise<ProjectList | Refused> {
    return this.#list('/v3/projects', query, 'all');
  }

  /** Null for a project that does not exist. */
  async findProject(id: string): Promise<NamedProject | null | Refused> {
    const response = await this.#get(`/v3/projects/${encodeURIComponent(id)}`);
    if (response.status === 403) return 'refused';
    if (response.status === 404 && parseErrorBody(response.text).isJson) return null;
    return decodeResponse(requireOk(response), decodeProject);
  }

  /** The IDs of the domains that have the name: one, or none. */
  async findDomains(name: string): Promise<readonly string[] | Refused> {
    const response = await this.#get(`/v3/domains?name=${encodeURIComponent(name)}`);
    return response.status === 403 ? 'refused' : decodeResponse(requireOk(response), decodeDomainIds);
  }

  /** Null where Keystone does not tell the caller. */
  async findDomainName(id: string): Promise<string | null> {
    const response = await this.#get(`/v3/domains/${encodeURIComponent(id)}`);
    if (response.status === 403 || response.status === 404) return null;
    return decodeResponse(requireOk(response), decodeDomainName);
  }

  async #list(path: string, query: string, keeps: 'all' | 'enabled'): Promise<ProjectList | Refused> {
    const projects: NamedProject[] = [];
    let isComplete = true;
    let next: string | null = query;
    for (let pages = 0; next !== null; pages += 1) {
      if (pages === MAX_PAGES) return { projects, isComplete: false };
      const response = await this.#getWhole(path + next);
      if (response === null) return { projects, isComplete: false };
      if (response.status === 403) return 'refused';
      const page = decodeResponse(requireOk(response), (body) => decodeProjectsPage(body, keeps));
      projects.push(...page.projects);
      if (page.isTruncated) isComplete = false;
      next = page.next;
    }
    return { projects, isComplete };
  }

  /** Null for a response that is too large. */
  async #getWhole(path: string): Promise<GlanceResponse | null> {
    try {
      return await this.#get(path);
    } catch (error) {
      if (isGlanceError(error) && isGlanceError(error.cause) && error.cause.tooLarge) return null;
      throw error;
    }
  }

  #get(path: string, headers: readonly string[] = []): Promise<GlanceResponse> {
    return callKeystone(this.#transport, this.caller, { method: 'GET', path, headers });
  }
}

function requireOk(response: GlanceResponse): GlanceResponse {
  if (response.status === 200) return response;
  throw response.status === 401 ? toRefusedToken(response) : toKeystoneError(response);
}

function toRefusedToken({ status, requestId }: GlanceResponse): GlanceError {
  return new GlanceError('unauthorized', { upstreamStatus: status, requestId });
}

function createTooLong(length: number): GlanceError {
  const message = `The identity service cannot describe the token: the token of ${length} characters is too long to be sent twice in one request.`;
  return new GlanceError('protocol', { message, outcome: 'notApplied' });
}
