import { Link, Ring } from './ring.ts';

/** Whose something is. A `Share` is one. */
export interface Owner {
  readonly token: { readonly key: string };
  readonly address: { readonly key: string };
  /** Whether the image service has accepted the token. */
  readonly isKnown: boolean;
}

/** What one request or response holds of something that has a bound. */
export interface Holding {
  grow(bytes: number): void;
  /** May be called again. */
  close(): void;
}

type Measure = 'count' | 'bytes';

/** Together, owners whose tokens the image service has not accepted keep this part, whatever the others hold. */
const STRANGERS_PART = 8;

/**
 * A bound on what all requests, or all responses, hold in number and in bytes. Beyond the bound nobody new is refused:
 * the address that holds most gives something up, of its tokens the one that holds most, and those that the image
 * service has not accepted before all others.
 */
export class FairLedger {
  readonly #limits: Readonly<Record<Measure, number>>;
  readonly #known = new Crowd();
  readonly #strangers = new Crowd();

  constructor(maxCount: number, maxBytes: number) {
    this.#limits = { count: maxCount, bytes: maxBytes };
  }

  /** @param evict is called at most once, and must end what is held; the holding is closed then */
  open(owner: Owner, evict: () => void): Holding {
    const crowd = owner.isKnown ? this.#known : this.#strangers;
    const entry = new Entry(evict, crowd.open(owner));
    entry.add();
    this.#trim('count');
    return {
      grow: (bytes) => {
        if (entry.grow(bytes)) this.#trim('bytes');
      },
      close: () => entry.close(),
    };
  }

  #trim(measure: Measure): void {
    const limit = this.#limits[measure];
    while (this.#known[measure] + this.#strangers[measure] > limit) {
      const isOfStrangers = this.#strangers[measure] > limit / STRANGERS_PART;
      const entry = (isOfStrangers ? this.#strangers : this.#known).findHeaviest(measure);
      if (!entry) return;
      entry.close();
      entry.evict();
    }
  }
}

/** What all owners with a known token hold, or all others. */
class Crowd {
  count = 0;
  bytes = 0;
  readonly #addresses = new Map<string, AddressHold>();

  open({ token, address }: Owner): TokenHold {
    let ofAddress = this.#addresses.get(address.key);
    if (!ofAddress) this.#addresses.set(address.key, (ofAddress = new AddressHold(address.key, this)));
    let ofToken = ofAddress.tokens.get(token.key);
    if (!ofToken) ofAddress.tokens.set(token.key, (ofToken = new TokenHold(token.key, ofAddress)));
    return ofToken;
  }

  remove({ key }: AddressHold): void {
    this.#addresses.delete(key);
  }

  /** The entry that has been silent longest where there are too many, the largest where they have too many bytes. */
  findHeaviest(measure: Measure): Entry | null {
    const address = findMost(this.#addresses.values(), measure);
    const token = address && findMost(address.tokens.values(), measure);
    if (!token) return null;
    return measure === 'count' ? token.entries.first : findLargest(token.entries);
  }
}

class AddressHold {
  readonly key: string;
  readonly crowd: Crowd;
  readonly tokens = new Map<string, TokenHold>();
  count = 0;
  bytes = 0;

  constructor(key: string, crowd: Crowd) {
    this.key = key;
    this.crowd = crowd;
  }
}

class TokenHold {
  readonly key: string;
  readonly address: AddressHold;
  /** The one that has been silent longest first. */
  readonly entries = new Ring<Entry>();
  count = 0;
  bytes = 0;

  constructor(key: string, address: AddressHold) {
    this.key = key;
    this.address = address;
  }
}

class Entry {
  bytes = 0;
  readonly evict: () => void;
  readonly link = new Link<Entry>(this);
  readonly #token: TokenHold;

  constructor(evict: () => void, token: TokenHold) {
    this.evict = evict;
    this.#token = token;
  }

  add(): void {
    this.#token.entries.push(this.link);
    this.#count(1, 0);
  }

  /** @returns false for one that was closed before */
  grow(bytes: number): boolean {
    const { ring } = this.link;
    if (!ring) return false;
    ring.remove(this.link);
    ring.push(this.link);
    this.bytes += bytes;
    this.#count(0, bytes);
    return true;
  }

  close(): void {
    if (!this.link.ring) return;
    this.link.ring.remove(this.link);
    this.#count(-1, -this.bytes);
    const { address } = this.#token;
    if (this.#token.count === 0) address.tokens.delete(this.#token.key);
    if (address.count === 0) address.crowd.remove(address);
  }

  #count(count: number, bytes: number): void {
    const { address } = this.#token;
    for (const hold of [this.#token, address, address.crowd]) {
      hold.count += count;
      hold.bytes += bytes;
    }
  }
}

function findMost<T extends Record<Measure, number>>(holds: Iterable<T>, measure: Measure): T | null {
  let most: T | null = null;
  for (const hold of holds) if (most === null || hold[measure] > most[measure]) most = hold;
  return most;
}

function findLargest(entries: Ring<Entry>): Entry | null {
  let largest = entries.first;
  for (let entry = largest, left = entries.size; entry && left > 0; entry = entry.link.next.value, left -= 1) {
    if (largest === null || entry.bytes > largest.bytes) largest = entry;
  }
  return largest;
}
