import type { IdentitySources } from '../keystone/identitySources.ts';
import type { NamedProject } from '../keystone/wire/projects.ts';
import type { TokenDescription } from '../keystone/wire/tokenDescription.ts';
import type { GlanceError } from '../errors.ts';

/** A project's name, and its domain by ID or name; a null domain stands for the domain of the caller's own project. */
export interface ProjectName {
  readonly name: string;
  readonly domain: string | null;
}

/** What is known so far about one name. */
export interface NameQuery {
  readonly name: string;
  /** Null where no domain was given and the domain of the caller's project is not known. */
  readonly domainId: string | null;
  /** Whether the name was given without a domain. */
  readonly takesOtherDomains: boolean;
  /** Whether somebody who knows every project of the domain has been asked. */
  isAnswered: boolean;
  answer: NamedProject | GlanceError | null;
}

const DOMAIN_ID = /^([0-9a-f]{32}|default)$/;

/** Keystone stores names without spaces around them. */
const normalizeName = (name: string): string => name.trim();

/**
 * Finds the ID of each domain that is given by its name. Asks Keystone for a name that is not that of the caller's own
 * domain. A text that names no domain counts as an ID.
 */
export async function createQueries(
  names: readonly ProjectName[],
  token: TokenDescription | null,
  own: readonly NamedProject[] | null,
  sources: IdentitySources,
): Promise<{ query(name: ProjectName): NameQuery; readonly queries: readonly NameQuery[] }> {
  const domainIds = new Map<string, string>();
  const queries = new Map<string, NameQuery>();
  const home = token?.homeDomain ?? null;

  async function findDomainId(domain: string): Promise<string> {
    if (domain === home?.id || domain === home?.name) return home.id;
    if (DOMAIN_ID.test(domain) || own?.some(({ domainId }) => domainId === domain)) return domain;
    return (await sources.rights.findDomains(domain))?.[0] ?? domain;
  }

  for (const { name, domain } of names) {
    const key = toKey({ name, domain });
    if (queries.has(key)) continue;
    const given = domain === null ? null : normalizeName(domain);
    if (given !== null && !domainIds.has(given)) domainIds.set(given, await findDomainId(given));
    const domainId = given === null ? (home?.id ?? null) : (domainIds.get(given) ?? given);
    const query = { name: normalizeName(name), domainId, takesOtherDomains: given === null };
    queries.set(key, { ...query, isAnswered: false, answer: null });
  }
  return {
    queries: [...queries.values()],
    query(name) {
      const found = queries.get(toKey(name));
      if (!found) throw new Error('a name that was not given');
      return found;
    },
  };
}

const toKey = ({ name, domain }: ProjectName): string => JSON.stringify([normalizeName(name), domain]);
