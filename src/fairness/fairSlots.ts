import { FairQueue, Place, type Holder } from './fairQueue.ts';
import type { Share } from './tenants.ts';

/** The pools of slots. A tenant has a Holder in each pool. */
export const POOLS = { operations: 0, imageCalls: 1, identityCalls: 2 } as const;

type Pool = (typeof POOLS)[keyof typeof POOLS];

/** One turn in eight goes to a stranger, so that a new token can become known under load. */
const STRANGER_TURN = 8;

/** With a smaller limit no slots are kept free of strangers: an eighth would be one slot or none. */
const SMALL_LIMIT = 16;

/**
 * A limit on the calls, or operations, that run at a time. A token or an address gets a quarter of the slots at most
 * while others wait, and may have all slots while it is alone. Tokens that the image service has not accepted are
 * strangers: they are served after accepted tokens, and together leave an eighth of the slots free.
 */
export class FairSlots {
  /** A quarter of the limit. */
  readonly quarter: number;
  readonly #pool: Pool;
  readonly #limit: number;
  readonly #strangerLimit: number;
  readonly #queueLimit: number;
  readonly #known = new FairQueue(true);
  readonly #strangers = new FairQueue(false);
  #running = 0;
  #runningStrangers = 0;
  /** How many tokens, and how many addresses, have more than a quarter. */
  #largeTokens = 0;
  #largeAddresses = 0;
  /** How many turns strangers have waited for. */
  #passedOver = 0;

  constructor(pool: Pool, limit: number, queueLimit: number) {
    this.#pool = pool;
    this.#limit = limit;
    this.#queueLimit = queueLimit;
    this.#strangerLimit = limit < SMALL_LIMIT ? limit : limit - Math.floor(limit / 8);
    this.quarter = Math.max(1, Math.floor(limit / 4));
  }

  get running(): number {
    return this.#running;
  }

  get queued(): number {
    return this.#known.size + this.#strangers.size;
  }

  /** Whether this share has to wait because another token or address has more than a quarter of the slots. */
  isHeldUp({ token, address, isKnown }: Share): boolean {
    if (this.#holder(token).running >= this.quarter) return false;
    if (this.#largeTokens > 0 || (isKnown && this.#runningStrangers > this.quarter)) return true;
    return this.#largeAddresses > 0 && this.#holder(address).running < this.quarter;
  }

  /** @returns whether a slot was free and was taken. A slot must be given back by `release`. */
  take(share: Share): boolean {
    if (this.#running >= this.#limit) return false;
    const { isKnown } = share;
    if (!isKnown && this.#runningStrangers >= this.#strangerLimit) return false;
    this.#begin(this.#holder(share.token), this.#holder(share.address), isKnown);
    return true;
  }

  /**
   * Waits for a slot. Where the queue is full, the newest place of a stranger, or of the token or address with most
   * places, is refused instead.
   * @param enter called with a slot, which must be given back by `release`
   * @param refuse called when the place is given to another share
   * @returns null when the queue has no place for this share
   */
  wait(share: Share, enter: () => void, refuse: () => void): Place | null {
    const token = this.#holder(share.token);
    const address = this.#holder(share.address);
    const { isKnown } = share;
    if (this.queued >= this.#queueLimit) {
      const victim = isKnown
        ? (this.#strangers.longest ?? this.#known.findLonger(token, address))
        : this.#strangers.findLonger(token, address);
      if (!victim) return null;
      this.leave(victim);
      victim.refuse();
    }
    const place = new Place(token, address, isKnown, enter, refuse);
    this.#queueOf(place).push(place);
    return place;
  }

  /** @param place has neither entered nor been refused */
  leave(place: Place): void {
    this.#queueOf(place).remove(place);
  }

  release({ token, address, isKnown }: Share): void {
    const ofToken = this.#holder(token);
    this.#end(ofToken, this.#holder(address));
    if (this.queued === 0) return;
    if (isKnown) this.#promote(ofToken);
    while (this.#running < this.#limit) {
      // The free slot goes to a waiting place at once, before a later call can take it.
      const place = this.#next();
      if (!place) return;
      this.leave(place);
      this.#begin(place.token, place.address, place.isKnown);
      place.enter();
    }
  }

  #holder(tenant: Share['token']): Holder {
    return tenant.holder(this.#pool);
  }

  #queueOf({ isKnown }: Place): FairQueue {
    return isKnown ? this.#known : this.#strangers;
  }

  #begin(token: Holder, address: Holder, isKnown: boolean): void {
    this.#running += 1;
    token.running += 1;
    address.running += 1;
    if (token.running === this.quarter + 1) this.#largeTokens += 1;
    if (address.running === this.quarter + 1) this.#largeAddresses += 1;
    if (isKnown) return;
    token.strangers += 1;
    this.#runningStrangers += 1;
  }

  #end(token: Holder, address: Holder): void {
    this.#running -= 1;
    if (token.running === this.quarter + 1) this.#largeTokens -= 1;
    if (address.running === this.quarter + 1) this.#largeAddresses -= 1;
    token.running -= 1;
    address.running -= 1;
    if (token.strangers === 0) return;
    token.strangers -= 1;
    this.#runningStrangers -= 1;
  }

  #next(): Place | null {
    const strangersMay = this.#strangers.size > 0 && this.#runningStrangers < this.#strangerLimit;
    if (this.#known.size === 0) return strangersMay ? this.#strangers.next(this.quarter) : null;
    if (strangersMay && this.#runningStrangers < this.quarter) {
      this.#passedOver += 1;
      if (this.#passedOver === STRANGER_TURN) {
        this.#passedOver = 0;
        return this.#strangers.next(this.quarter);
      }
    }
    return this.#known.next(this.quarter);
  }

  /** Moves the places of a token that has become known to the queue of known tokens. */
  #promote(token: Holder): void {
    for (let place = this.#strangers.firstOf(token); place; place = this.#strangers.firstOf(token)) {
      this.#strangers.remove(place);
      place.isKnown = true;
      this.#known.push(place);
    }
  }
}
