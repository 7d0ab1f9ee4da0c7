import { isGlanceError, type GlanceError } from '../errors.ts';
import type { IdentitySources } from '../keystone/identitySources.ts';
import { readsProjects } from '../keystone/projectRights.ts';
import type { NamedProject } from '../keystone/wire/projects.ts';
import type { TokenDescription } from '../keystone/wire/tokenDescription.ts';
import { mapConcurrently } from './mapConcurrently.ts';
import { createQueries, type NameQuery, type ProjectName } from './nameQueries.ts';
import { createUnresolved } from './unresolvedName.ts';

const CONCURRENT_LOOK_UPS = 4;

/**
 * For each name: the one project that has the name, or the error. Asks in this order: the caller's own projects, its
 * rights at Keystone, the operator's directory. A token that may read all projects of the domain is not asked for its
 * own projects unless a name is still open. So names that are found in the caller's domain take two calls, however many
 * they are.
 */
export async function resolveProjectNames(
  sources: IdentitySources,
  names: readonly ProjectName[],
): Promise<readonly (NamedProject | GlanceError)[]> {
  try {
    const token = await describeShortToken(sources);
    let own = token && readsProjects(token) ? null : withTokenProject(await sources.listOwn(), token);
    const { queries, query } = await createQueries(names, token, own, sources);
    if (own) askOwnProjects(queries, own);
    await askRights(queries, token, sources);
    if (own === null && queries.some(needsOwnProjects)) {
      own = withTokenProject(await sources.listOwn(), token);
      askOwnProjects(queries, own);
    }
    await askDirectory(queries, sources);
    if (own) askOtherDomains(queries, own);
    return names.map((name) => toAnswer(query(name)));
  } catch (error) {
    if (!isGlanceError(error)) throw error;
    return names.map(() => error);
  }
}

/** Null for a token that is too long for a description. */
async function describeShortToken(sources: IdentitySources): Promise<TokenDescription | null> {
  try {
    return await sources.describeToken();
  } catch (error) {
    if (isGlanceError(error, 'protocol')) return null;
    throw error;
  }
}

/** The project of a trust's token is not among those of the user. */
function withTokenProject(own: readonly NamedProject[], token: TokenDescription | null): readonly NamedProject[] {
  const project = token?.project;
  return !project || own.some(({ id }) => id === project.id) ? own : [...own, project];
}

function askOwnProjects(queries: readonly NameQuery[], own: readonly NamedProject[]): void {
  const projects = new Map(own.map((project) => [toKey(project.name, project.domainId), project]));
  for (const query of queries) {
    if (query.domainId !== null) query.answer ??= projects.get(toKey(query.name, query.domainId)) ?? null;
  }
}

/** Asks once for all names of a domain; only one name, or a list that is not complete, takes a call for each name. */
async function askRights(
  queries: readonly NameQuery[],
  token: TokenDescription | null,
  { rights, caller }: IdentitySources,
): Promise<void> {
  for (const [domainId, open] of groupByDomain(queries)) {
    // Keystone shows a reader of one domain an empty list of another domain, which says nothing about it.
    if (token?.scope === 'domain' && token.homeDomain.id !== domainId) continue;
    const list = open.length > 1 ? await rights.list(domainId) : null;
    if (list) for (const query of open) takeFromList(query, list.projects, list.isComplete);
    const single = open.filter(({ isAnswered }) => !isAnswered);
    const [first, ...others] = rights.isRefused ? [] : single;
    const ask = async (query: NameQuery): Promise<void> => {
      const found = await rights.findByName(query.name, domainId);
      if (found) takeFromSearch(query, found);
    };
    if (!first) continue;
    // The first look-up shows whether the caller may look.
    await ask(first);
    if (!rights.isRefused) await mapConcurrently(others, CONCURRENT_LOOK_UPS, ask, caller);
  }
}

function takeFromList(query: NameQuery, projects: readonly NamedProject[], isComplete: boolean): void {
  query.answer = projects.find(({ name }) => name === query.name) ?? null;
  if (query.answer) query.isAnswered = true;
  else if (isComplete) {
    // Whether two names that differ in case are the same name depends on Keystone's database: ask Keystone.
    const name = query.name.toLowerCase();
    query.isAnswered = !projects.some((project) => project.name.toLowerCase() === name);
  }
}

/** Keystone's only find is the project, also when its database does not tell upper from lower case. */
function takeFromSearch(query: NameQuery, found: readonly NamedProject[]): void {
  query.isAnswered = true;
  query.answer = found.find(({ name }) => name === query.name) ?? (found.length === 1 ? (found[0] ?? null) : null);
}

async function askDirectory(queries: readonly NameQuery[], { directory, caller }: IdentitySources): Promise<void> {
  if (!directory) return;
  for (const [domainId, open] of groupByDomain(queries)) {
    if (!(await directory.covers(domainId))) continue;
    await mapConcurrently(
      open,
      CONCURRENT_LOOK_UPS,
      async (query) => {
        try {
          query.answer = await directory.findByName(query.name, domainId);
          query.isAnswered = true;
        } catch (error) {
          if (!isGlanceError(error)) throw error;
          query.answer = error;
        }
      },
      caller,
    );
  }
}

/** For a name without a domain: the caller's own projects of other domains. */
function askOtherDomains(queries: readonly NameQuery[], own: readonly NamedProject[]): void {
  for (const query of queries) {
    if (query.answer !== null || !query.takesOtherDomains) continue;
    const found = own.filter(({ name }) => name === query.name);
    if (found.length > 0) query.answer = found.length === 1 ? (found[0] ?? null) : createUnresolved('ambiguous', found);
  }
}

function groupByDomain(queries: readonly NameQuery[]): Map<string, NameQuery[]> {
  const groups = new Map<string, NameQuery[]>();
  for (const query of queries) {
    if (query.domainId === null || !isOpen(query)) continue;
    const group = groups.get(query.domainId);
    if (group) group.push(query);
    else groups.set(query.domainId, [query]);
  }
  return groups;
}

/**
 * Whether the own projects can still tell the name: the rights of the token were smaller than its roles say, or the project
 * is in another domain.
 */
const needsOwnProjects = (query: NameQuery): boolean =>
  isOpen(query) || (query.answer === null && query.takesOtherDomains);

const isOpen = ({ answer, isAnswered }: NameQuery): boolean => answer === null && !isAnswered;

function toAnswer({ answer, isAnswered }: NameQuery): NamedProject | GlanceError {
  return answer ?? createUnresolved(isAnswered ? 'notFound' : 'notVerifiable');
}

const toKey = (name: string, domainId: string): string => JSON.stringify([domainId, name]);
