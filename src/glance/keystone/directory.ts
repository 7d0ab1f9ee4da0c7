import { Tenants } from '../../fairness/tenants.ts';
import type { Caller } from '../caller.ts';
import { isGlanceError } from '../errors.ts';
import type { Transport } from '../transport/call.ts';
import { createTooManyLookUps, createUnusableDirectory } from './directoryErrors.ts';
import { DirectoryToken } from './directoryToken.ts';
import { IdentityCalls, type Refused } from './identityCalls.ts';
import { ProjectCache } from './projectCache.ts';
import type { ApplicationCredential } from './wire/applicationCredential.ts';
import type { NamedProject } from './wire/projects.ts';

export interface DirectoryOptions {
  /** Of a user who may read projects. */
  readonly credential: ApplicationCredential;
  /** `own`: a caller is told about projects of its own domain only. */
  readonly domains: 'own' | 'all';
  /** Look-ups a minute of one user, and of one address; 0 is no limit. */
  readonly userLookUps: number;
  readonly addressLookUps: number;
}

/** One look-up of a caller: by an exact name in a domain, or by an exact ID. */
export interface LookUp {
  /** Null for a look-up by ID. */
  readonly name: string | null;
  /** The name's domain; null for a look-up by ID. */
  readonly domainId: string | null;
  readonly id: string | null;
}

/**
 * The operator's directory of projects: look-ups of exact names and exact IDs with the gateway's own token. There is no
 * list. The look-ups are limited by user and address. What was found is kept for five minutes, for all callers.
 */
export class Directory {
  readonly domains: 'own' | 'all';
  readonly #transport: Transport;
  readonly #token: DirectoryToken;
  readonly #tenants: Tenants;
  readonly #cache = new ProjectCache();
  readonly #onMisconfiguration: (sentence: string) => void;
  #hasReportedRefusal = false;

  constructor(
    transport: Transport,
    { credential, domains, userLookUps, addressLookUps }: DirectoryOptions,
    onMisconfiguration: (sentence: string) => void = () => {},
  ) {
    this.domains = domains;
    this.#transport = transport;
    this.#token = new DirectoryToken(transport, credential, onMisconfiguration);
    this.#tenants = new Tenants({
      tokenCalls: userLookUps,
      addressCalls: addressLookUps,
      operationCalls: Number.POSITIVE_INFINITY,
    });
    this.#onMisconfiguration = onMisconfiguration;
  }

  /**
   * Looks up one project. A look-up that the cache answers does not count for the limits, but is refused beyond them.
   * @param requestIds gets the request ID of each call
   * @throws GlanceError, CallLimitError
   */
  async find(caller: Caller, userId: string, lookUp: LookUp, requestIds: string[]): Promise<NamedProject | null> {
    const key = JSON.stringify([lookUp.id, lookUp.domainId, lookUp.name]);
    const known = this.#cache.find(key);
    this.#count(caller, userId, known === null);
    if (known) return known;
    const waitMs = caller.share?.countCall(false, caller.isWriting === true) ?? 0;
    if (waitMs > 0) throw createTooManyLookUps(waitMs);
    const found = await this.#ask(caller, requestIds, (calls) => askFor(calls, lookUp));
    if (found) this.#cache.set(key, found);
    return found;
  }

  /** @throws GlanceError of kind `rateLimited` */
  #count({ share }: Caller, userId: string, isCall: boolean): void {
    const own = this.#tenants.open(userId, share?.address.key ?? '');
    try {
      own.accept();
      const now = performance.now();
      const waitMs = isCall ? own.countCall(false, false) : Math.max(own.token.waitMs(now), own.address.waitMs(now));
      if (waitMs > 0) throw createTooManyLookUps(waitMs);
    } finally {
      own.close();
    }
  }

  /** Makes a call with the gateway's own token, and makes it again with a new token when Keystone refuses the token. */
  async #ask(
    { cancellation }: Caller,
    requestIds: string[],
    call: (calls: IdentityCalls) => Promise<NamedProject | null | Refused>,
  ): Promise<NamedProject | null> {
    for (let attempt = 1; ; attempt += 1) {
      const token = await this.#token.get();
      try {
        // Without the caller's share, because a refusal of this token says nothing about the token of the caller.
        const found = await call(new IdentityCalls(this.#transport, { token, cancellation, requestIds }));
        if (found !== 'refused') return found;
        this.#reportRefusal();
        throw createUnusableDirectory();
      } catch (error) {
        if (!isGlanceError(error, 'unauthorized')) throw error;
        this.#token.forget(token);
        if (attempt === 2) throw createUnusableDirectory();
      }
    }
  }

  #reportRefusal(): void {
    if (this.#hasReportedRefusal) return;
    this.#hasReportedRefusal = true;
    this.#onMisconfiguration(
      'The application credential of the directory (OS_APPLICATION_CREDENTIAL_ID) may not read projects.',
    );
  }
}

async function askFor(calls: IdentityCalls, { id, name, domainId }: LookUp): Promise<NamedProject | null | Refused> {
  if (id !== null) return calls.findProject(id);
  const query = `?name=${encodeURIComponent(name ?? '')}&domain_id=${encodeURIComponent(domainId ?? '')}`;
  const list = await calls.listProjects(query);
  if (list === 'refused') return list;
  const { projects } = list;
  return projects.find((project) => project.name === name) ?? (projects.length === 1 ? (projects[0] ?? null) : null);
}
