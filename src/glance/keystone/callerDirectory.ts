import { rootOf, type Caller } from '../caller.ts';
import { isGlanceError } from '../errors.ts';
import type { Directory, LookUp } from './directory.ts';
import type { NamedProject } from './wire/projects.ts';
import type { TokenDescription } from './wire/tokenDescription.ts';

/** The operator's directory on behalf of one caller, whose user is known. Each look-up is one line of the audit log. */
export class CallerDirectory {
  readonly #directory: Directory;
  readonly #caller: Caller;
  readonly #describe: () => Promise<TokenDescription>;

  constructor(directory: Directory, caller: Caller, describe: () => Promise<TokenDescription>) {
    this.#directory = directory;
    this.#caller = caller;
    this.#describe = describe;
  }

  /**
   * Whether the caller may look at the projects of the domain. A caller whose token cannot be described may not look at
   * any, because nobody would know who has looked.
   */
  async covers(domainId: string): Promise<boolean> {
    const { homeDomain } = await this.#describe();
    return this.#directory.domains === 'all' || homeDomain.id === domainId;
  }

  /** Null for an unknown name. To be called for a domain that is covered only. @throws GlanceError, CallLimitError */
  findByName(name: string, domainId: string): Promise<NamedProject | null> {
    return this.#find({ id: null, name, domainId });
  }

  /** Null for an unknown ID, and for a project of a domain that is not covered. @throws GlanceError, CallLimitError */
  findById(id: string): Promise<NamedProject | null> {
    return this.#find({ id, name: null, domainId: null });
  }

  async #find(lookUp: LookUp): Promise<NamedProject | null> {
    const { userId } = await this.#describe();
    const requestIds: string[] = [];
    const tell = (project: NamedProject | null, error: unknown): void =>
      rootOf(this.#caller).audit?.lookUp({
        memberName: lookUp.name,
        memberDomain: lookUp.domainId,
        memberId: project?.id ?? lookUp.id,
        isFound: project !== null,
        error: isGlanceError(error) ? error : null,
        requestIds,
      });
    try {
      const found = await this.#directory.find(this.#caller, userId, lookUp, requestIds);
      const told = found && (await this.covers(found.domainId)) ? found : null;
      tell(told, null);
      return told;
    } catch (error) {
      tell(null, error);
      throw error;
    }
  }
}
