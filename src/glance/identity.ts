import { GlanceError } from './errors.ts';
import type { AccessRule } from './keystone/wire/accessRules.ts';
import type { NamedProject } from './keystone/wire/projects.ts';

/** What the caller's token is for, as the identity service says. Has the names of the GraphQL fields. */
export interface TokenDescription {
  readonly userId: string;
  readonly userName: string;
  readonly userDomainId: string;
  /** Null for a token for no project, for a domain or for the whole system. */
  readonly project: NamedProject | null;
  readonly roles: readonly string[];
  /** Null for a token that no access rules restrict. */
  readonly accessRules: readonly AccessRule[] | null;
  readonly expiresAt: string;
}

/** A project's name, and its domain by ID or name; a null domain stands for the domain of the caller's own project. */
export interface ProjectName {
  readonly name: string;
  readonly domain: string | null;
}

/** The identity service on behalf of one caller. Each answer is read at most once in an operation. */
export class Identity {
  /** Whether the gateway knows an identity service. Without one every method throws `notConfigured`. */
  readonly isConfigured: boolean = false;

  /** The description when this operation has read it already, for the audit log; null before. */
  get knownToken(): TokenDescription | null {
    return null;
  }

  /** @throws GlanceError of kind `notConfigured`, `unauthorized`, `forbidden` or `unavailable` */
  describeToken(): Promise<TokenDescription> {
    return Promise.reject(new GlanceError('notConfigured'));
  }

  /** The projects in which the user has a role. @throws GlanceError as `describeToken` does */
  listProjects(): Promise<readonly NamedProject[]> {
    return Promise.reject(new GlanceError('notConfigured'));
  }

  /**
   * For each name: the one project that has the name, or the error. An error of kind `memberUnresolved` says why there is
   * not one project; without an identity service its reason is `notVerifiable`.
   */
  resolveNames(names: readonly ProjectName[]): Promise<readonly (NamedProject | GlanceError)[]> {
    return Promise.resolve(names.map(() => new GlanceError('notConfigured')));
  }

  /**
   * For each ID: the project, or null where nobody tells the caller about it. Never throws for an identity service that
   * fails: then the answer is null as well.
   */
  findProjects(ids: readonly string[]): Promise<readonly (NamedProject | null)[]> {
    return Promise.resolve(ids.map(() => null));
  }
}
