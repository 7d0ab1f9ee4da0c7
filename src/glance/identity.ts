import { GlanceError } from './errors.ts';
import type { Caller } from './caller.ts';
import { Directory, type DirectoryOptions } from './keystone/directory.ts';
import { IdentityCalls } from './keystone/identityCalls.ts';
import { IdentitySources } from './keystone/identitySources.ts';
import type { NamedProject } from './keystone/wire/projects.ts';
import type { TokenDescription } from './keystone/wire/tokenDescription.ts';
import { createUnresolved } from './operations/unresolvedName.ts';
import { findProjects } from './operations/findProjects.ts';
import { ignoreFailure } from './operations/ignoreFailure.ts';
import type { ProjectName } from './operations/nameQueries.ts';
import { resolveProjectNames } from './operations/resolveProjectNames.ts';
import type { Transport } from './transport/call.ts';

/**
 * The identity service on behalf of one caller. Each answer is read at most once in an operation, and when something
 * needs it.
 */
export class Identity {
  readonly #sources: IdentitySources | null;

  /** @param sources null where the gateway knows no identity service */
  constructor(sources: IdentitySources | null) {
    this.#sources = sources;
  }

  /** Whether the gateway knows an identity service. Without one every method throws `notConfigured`. */
  get isConfigured(): boolean {
    return this.#sources !== null;
  }

  /** The description when this operation has read it already, for the audit log; null before. */
  get knownToken(): TokenDescription | null {
    return this.#sources?.knownToken ?? null;
  }

  /**
   * @throws GlanceError of kind `notConfigured`, `unauthorized`, `forbidden` or `unavailable`, and of kind `protocol`
   * for a token that is too long for a description
   */
  async describeToken(): Promise<TokenDescription> {
    return this.#requireSources().describeToken();
  }

  /** The projects in which the user has a role, sorted by name. @throws GlanceError as `describeToken` does */
  async listProjects(): Promise<readonly NamedProject[]> {
    return this.#requireSources().listOwn();
  }

  /**
   * For each name: the one project that has the name, or the error. An error of kind `memberUnresolved` says why there is
   * not one project; without an identity service its reason is `notVerifiable`.
   */
  async resolveNames(names: readonly ProjectName[]): Promise<readonly (NamedProject | GlanceError)[]> {
    if (names.length === 0) return [];
    if (!this.#sources) return names.map(() => createUnresolved('notVerifiable'));
    return resolveProjectNames(this.#sources, names);
  }

  /**
   * For each ID: the project, or null where nobody tells the caller about it. Never throws for an identity service that
   * fails: then the answer is null as well.
   */
  async findProjects(ids: readonly string[]): Promise<readonly (NamedProject | null)[]> {
    if (!this.#sources || ids.length === 0) return ids.map(() => null);
    return findProjects(this.#sources, ids);
  }

  /** The name of a domain; null where nobody tells the caller, and where the identity service fails. */
  async findDomainName(id: string): Promise<string | null> {
    return this.#sources?.findDomainName(id).catch(ignoreFailure) ?? null;
  }

  #requireSources(): IdentitySources {
    if (!this.#sources) throw new GlanceError('notConfigured');
    return this.#sources;
  }
}

/**
 * Creates the function that opens the identity service for one operation.
 * @param transport to Keystone; null where the gateway knows none
 * @param options of the operator's directory, which all callers share; null without one
 */
export function createIdentityOpener(
  transport: Transport | null,
  options: DirectoryOptions | null,
  onMisconfiguration?: (sentence: string) => void,
): (caller: Caller) => Identity {
  if (!transport) return () => new Identity(null);
  const directory = options && new Directory(transport, options, onMisconfiguration);
  return (caller) => new Identity(new IdentitySources(new IdentityCalls(transport, caller), directory));
}
