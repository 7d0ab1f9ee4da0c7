import type { Caller } from '../caller.ts';
import type { JsonObject } from '../decode.ts';

/** What a list of images can be asked for. */
interface Features {
  /** `os_hidden`, since API version 2.7. An older service takes it for the name of a property, and lists nothing. */
  readonly hidden: boolean;
  /**
   * `visibility=all`, which came between Rocky and Stein. Both announce API version 2.7, so that only the service's
   * response to it tells.
   */
  readonly allVisibility: boolean;
  /** `in:` and `eq:` before a value, since 2.4. An older service takes them for a part of the value. */
  readonly operators: boolean;
}

const CURRENT: Features = { hidden: true, allVisibility: true, operators: true };

/** What was found out is found out again after this time: a service is upgraded, or another one takes its address. */
const VALID_MS = 600_000;
/** A version document that could not be read is asked for again after this time. */
const FAILURE_VALID_MS = 60_000;

/**
 * What one image service knows. A service is taken for a current one until a response leaves that in doubt, so that a
 * current service is never asked for its version document.
 */
export class ServiceFeatures {
  #features = CURRENT;
  /** Whether the service is known to understand `os_hidden`, or known not to. */
  #hiddenIsSure = false;
  #validUntil = 0;
  #askAgainAt = 0;
  #asking: Promise<boolean> | null = null;
  /**
   * Whether the service has said that it lists members of shared images alone, as Glance does. Where an image that is
   * not shared can have members, as in some clouds, it never says so.
   */
  listsOnlyShared = false;

  get current(): Features {
    if (this.#features !== CURRENT && performance.now() > this.#validUntil) this.#features = CURRENT;
    return this.#features;
  }

  get hiddenIsSure(): boolean {
    return this.#hiddenIsSure && performance.now() <= this.#validUntil;
  }

  /** Learns from an image as it came: only a service that knows hidden images shows the flag as a boolean. */
  learnFrom(row: JsonObject): boolean {
    if (typeof row['os_hidden'] !== 'boolean') return false;
    this.learnHidden(true);
    return true;
  }

  learnHidden(hidden: boolean): void {
    this.#features = hidden && this.current.allVisibility ? CURRENT : { ...this.current, hidden };
    this.#hiddenIsSure = true;
    this.#validUntil = performance.now() + VALID_MS;
  }

  learnNoAllVisibility(): void {
    this.#features = { ...this.current, allVisibility: false };
    this.#validUntil = performance.now() + VALID_MS;
  }

  /**
   * Reads the version document once, for all that are in doubt at the same time.
   * @param findMinorVersion null for a document that names no version 2
   * @returns false when the document cannot be read, or says nothing: the service is still taken for a current one
   */
  ask(caller: Caller, findMinorVersion: () => Promise<number | null>): Promise<boolean> {
    if (performance.now() < this.#askAgainAt) return Promise.resolve(false);
    this.#asking ??= this.#read(caller, findMinorVersion).finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #read(caller: Caller, findMinorVersion: () => Promise<number | null>): Promise<boolean> {
    const minor = await findMinorVersion().catch(() => null);
    if (minor === null) {
      // A caller that left says nothing about the service.
      if (caller.cancellation.reason === null) this.#askAgainAt = performance.now() + FAILURE_VALID_MS;
      return false;
    }
    const { allVisibility } = this.current;
    this.#features =
      minor >= 7 && allVisibility
        ? CURRENT
        : { hidden: minor >= 7, allVisibility: minor >= 7 && allVisibility, operators: minor >= 4 };
    this.#hiddenIsSure = true;
    this.#validUntil = performance.now() + VALID_MS;
    return true;
  }
}
