import type { IdentityCalls, ProjectList } from './identityCalls.ts';
import type { NamedProject } from './wire/projects.ts';
import type { TokenDescription } from './wire/tokenDescription.ts';

/**
 * The projects that the caller may read by its rights at Keystone: all of them for an administrator and a reader of the
 * system, those of one domain for a reader of the domain. Asks nothing more after Keystone's first refusal.
 */
export class ProjectRights {
  readonly #calls: IdentityCalls;
  readonly #lists = new Map<string, Promise<ProjectList | null>>();
  #isRefused = false;

  constructor(calls: IdentityCalls) {
    this.#calls = calls;
  }

  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** All projects of a domain, or of all domains; null where the caller may not read them. */
  list(domainId: string | null): Promise<ProjectList | null> {
    const query = domainId === null ? '' : `?domain_id=${encodeURIComponent(domainId)}`;
    const known = this.#lists.get(query);
    if (known) return known;
    const listing = this.#list(query);
    this.#lists.set(query, listing);
    return listing;
  }

  /**
   * The projects that have the name in the domain, by Keystone's own comparison: one, or none. Null where the caller may
   * not read them.
   */
  async findByName(name: string, domainId: string): Promise<readonly NamedProject[] | null> {
    const query = `?name=${encodeURIComponent(name)}&domain_id=${encodeURIComponent(domainId)}`;
    return (await this.#list(query))?.projects ?? null;
  }

  async findById(id: string): Promise<NamedProject | null> {
    return this.#isRefused ? null : this.#note(await this.#calls.findProject(id));
  }

  /** The IDs of the domains that have the name; null where the caller may not read domains. */
  async findDomains(name: string): Promise<readonly string[] | null> {
    const found = await this.#calls.findDomains(name);
    return found === 'refused' ? null : found;
  }

  async #list(query: string): Promise<ProjectList | null> {
    return this.#isRefused ? null : this.#note(await this.#calls.listProjects(query));
  }

  #note<T>(found: T | 'refused'): T | null {
    if (found !== 'refused') return found;
    this.#isRefused = true;
    return null;
  }
}

/**
 * Whether Keystone's own policy lets the token read projects of others. Such a token needs no list of its own projects,
 * because the list of the domain has them too. Other tokens may have such rights by a policy of the cloud.
 */
export function readsProjects({ scope, roles }: TokenDescription): boolean {
  return scope === 'system' || scope === 'domain' || roles.includes('admin');
}
