import type { Caller } from '../caller.ts';
import { CallerDirectory } from './callerDirectory.ts';
import type { Directory } from './directory.ts';
import type { IdentityCalls } from './identityCalls.ts';
import { ProjectRights } from './projectRights.ts';
import type { NamedProject } from './wire/projects.ts';
import type { TokenDescription } from './wire/tokenDescription.ts';

/** Everything that can tell one caller about projects. Each answer is read at most once in an operation. */
export class IdentitySources {
  readonly caller: Caller;
  readonly rights: ProjectRights;
  /** The operator's directory; null where there is none. */
  readonly directory: CallerDirectory | null;
  readonly #calls: IdentityCalls;
  #knownToken: TokenDescription | null = null;
  #token: Promise<TokenDescription> | null = null;
  #own: Promise<readonly NamedProject[]> | null = null;
  readonly #domainNames = new Map<string, Promise<string | null>>();

  constructor(calls: IdentityCalls, directory: Directory | null) {
    this.caller = calls.caller;
    this.#calls = calls;
    this.rights = new ProjectRights(calls);
    this.directory = directory && new CallerDirectory(directory, calls.caller, () => this.describeToken());
  }

  get knownToken(): TokenDescription | null {
    return this.#knownToken;
  }

  /** @throws GlanceError */
  describeToken(): Promise<TokenDescription> {
    return (this.#token ??= this.#calls.describeToken().then((token) => (this.#knownToken = token)));
  }

  /** The projects in which the user has a role, sorted by name. @throws GlanceError */
  listOwn(): Promise<readonly NamedProject[]> {
    return (this.#own ??= this.#calls.listOwnProjects().then((projects) => projects.toSorted(byName)));
  }

  /** Null where nobody tells the caller. @throws GlanceError */
  findDomainName(id: string): Promise<string | null> {
    const home = this.#knownToken?.homeDomain;
    if (home?.id === id && home.name !== null) return Promise.resolve(home.name);
    const known = this.#domainNames.get(id);
    if (known) return known;
    const finding = this.#calls.findDomainName(id);
    this.#domainNames.set(id, finding);
    return finding;
  }
}

function byName(one: NamedProject, other: NamedProject): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.domainId < other.domainId ? -1 : 1;
}
