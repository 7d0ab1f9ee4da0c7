import type { Caller } from '../caller.ts';
import type { JsonObject } from '../decode.ts';

/** The parameters of a list of images that the image service understands. */
interface Features {
  /** `os_hidden`, since API version 2.7. An older service reads it as the name of a property, and lists nothing. */
  readonly hidden: boolean;
  /**
   * `visibility=all`, which came between Rocky and Stein. Both announce API version 2.7, so only the response to
   * `visibility=all` tells.
   */
  readonly allVisibility: boolean;
  /** `in:` and `eq:` before a value, since API version 2.4. An older service reads them as a part of the value. */
  readonly operators: boolean;
}

const CURRENT: Features = { hidden: true, allVisibility: true, operators: true };

/** How long a finding about the service is used: later the service may have been upgraded or replaced. */
const VALID_MS = 600_000;
/** After this time a version document that could not be read is read again. */
const FAILURE_VALID_MS = 60_000;

/**
 * The features of the image service. The gateway assumes a current service until a response leaves that in doubt. So a
 * current service's version document is not read.
 */
export class ServiceFeatures {
  #features = CURRENT;
  /** Whether `hidden` is proved and not only assumed. */
  #hiddenIsSure = false;
  #validUntil = 0;
  #askAgainAt = 0;
  #asking: Promise<boolean> | null = null;
  /**
   * Whether the service has said that it lists members of shared images only, as Glance does. The image services of
   * some clouds also have members of other images, and never say so.
   */
  listsOnlyShared = false;

  get current(): Features {
    if (this.#features !== CURRENT && performance.now() > this.#validUntil) this.#features = CURRENT;
    return this.#features;
  }

  get hiddenIsSure(): boolean {
    return this.#hiddenIsSure && performance.now() <= this.#validUntil;
  }

  /** Learns from an image whether the service has hidden images: only then the image has `os_hidden` as a boolean. */
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
   * Reads the version document. Calls at the same time share one read.
   * @param findMinorVersion reads the document; returns null for a document without a version 2
   * @returns false when the document cannot be read or has no version 2: a current service is still assumed
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
