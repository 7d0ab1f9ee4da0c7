import { Link, Ring } from './ring.ts';

/** The token and the address that a request belongs to. A `Share` is an Owner. */
export interface Owner {
  readonly token: { readonly key: string };
  readonly address: { readonly key: string };
  /** Whether the image service has accepted the token. */
  readonly isKnown: boolean;
}

/** The bytes of one request or response. They count against the ledger's limits until `close`. */
export interface Holding {
  grow(bytes: number): void;
  /** May be called again. */
  close(): void;
}

type Measure = 'count' | 'bytes';

/** An eighth of each limit is kept for all tokens together that the image service has not accepted. */
const STRANGERS_PART = 8;

/**
 * Limits the number and the bytes of all open requests, or of all responses. Beyond a limit a new request is not
 * refused, but an open one is ended: of tokens that the image service has not accepted first, of the address that holds
 * most, and within the address of the token that holds most.
 */
export class FairLedger {
  readonly #limits: Readonly<Record<Measure, number>>;
  readonly #known = new Crowd();
  readonly #strangers = new Crowd();

  constructor(maxCount: number, maxBytes: number) {
    this.#limits = { count: maxCount, bytes: maxBytes };
  }

  /** @param evict ends the request or response. Called at most once, after the holding was closed. */
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

/** All holdings of known tokens, or all holdings of other tokens. */
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

  /** The entry to end: the one that has not grown for the longest time, or for `bytes` the largest one. */
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
  /** In the order of their last growth, the oldest first. */
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

  /** @returns false for a closed entry */
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
