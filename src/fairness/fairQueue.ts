import { Link, Ring } from './ring.ts';

/** What one token, or one address, has in one pool of slots. */
export class Holder {
  /** How many slots it has. */
  running = 0;
  /** How many of these slots were taken before the image service had accepted the token. */
  strangers = 0;
  #known: Standing | null = null;
  #stranger: Standing | null = null;

  standing(isKnown: boolean): Standing {
    return isKnown ? (this.#known ??= new Standing(this)) : (this.#stranger ??= new Standing(this));
  }
}

/** The places of one token, or of one address, in one queue. */
class Standing {
  readonly holder: Holder;
  readonly places = new Ring<Place>();
  /**
   * For an address: the tokens whose first place was taken from this address. A token is in one address's ring only.
   */
  readonly tokens = new Ring<Standing>();
  /** In the ring in which addresses, or the tokens of one address, take turns. */
  readonly turn = new Link<Standing>(this);
  /** In the ring of all tokens, or addresses, with the same number of places. */
  readonly length = new Link<Standing>(this);

  constructor(holder: Holder) {
    this.holder = holder;
  }
}

/** The place of one waiting call or operation in a queue. */
export class Place {
  readonly token: Holder;
  readonly address: Holder;
  /** Whether the place is in the queue of accepted tokens. */
  isKnown: boolean;
  /** Called when the turn of this place has come. */
  readonly enter: () => void;
  /** Called when the place is given to a token or address with fewer places. */
  readonly refuse: () => void;
  readonly inToken = new Link<Place>(this);
  readonly inAddress = new Link<Place>(this);

  constructor(token: Holder, address: Holder, isKnown: boolean, enter: () => void, refuse: () => void) {
    this.token = token;
    this.address = address;
    this.isKnown = isKnown;
    this.enter = enter;
    this.refuse = refuse;
  }
}

/**
 * A queue in which addresses take turns, and within an address its tokens. The places of a token stay in their order.
 * Every step takes the same time, also with many places.
 */
export class FairQueue {
  readonly #isKnown: boolean;
  readonly #addresses = new Ring<Standing>();
  readonly #tokenLengths = new Lengths();
  readonly #addressLengths = new Lengths();
  #size = 0;

  /** @param isKnown whether the places are those of tokens that the image service has accepted */
  constructor(isKnown: boolean) {
    this.#isKnown = isKnown;
  }

  get size(): number {
    return this.#size;
  }

  push(place: Place): void {
    const [token, address] = this.#standings(place);
    token.places.push(place.inToken);
    address.places.push(place.inAddress);
    this.#size += 1;
    this.#measure(token, address);
    if (token.places.size === 1) this.#joinTurns(token, address);
  }

  remove(place: Place): void {
    const [token, address] = this.#standings(place);
    const wasFirst = token.places.first === place;
    if (wasFirst) this.#leaveTurns(token, address);
    token.places.remove(place.inToken);
    address.places.remove(place.inAddress);
    this.#size -= 1;
    this.#measure(token, address);
    const next = token.places.first;
    if (wasFirst && next) this.#joinTurns(token, next.address.standing(this.#isKnown));
  }

  /**
   * The place whose turn it is. The place stays in the queue until `remove`. Addresses and tokens with `share` slots or
   * more are passed over while others wait. There are few of these, because `share` is a quarter of all slots.
   */
  next(share: number): Place | null {
    let beyondShare: Place | null = null;
    for (let left = this.#addresses.size; left > 0; left -= 1) {
      const address = this.#addresses.first;
      if (!address) break;
      this.#addresses.turn();
      const isFull = address.holder.running >= share;
      if (isFull && beyondShare) continue;
      const place = nextOf(address, share);
      if (place && !isFull && place.token.running < share) return place;
      beyondShare ??= place;
    }
    // All addresses were passed over and are in their old order. The first one has its turn now.
    this.#addresses.turn();
    return beyondShare;
  }

  /**
   * The newest place of the token, or else of the address, with most places, if it has two places more than this one.
   */
  findLonger(token: Holder, address: Holder): Place | null {
    return (
      longerThan(token.standing(this.#isKnown), this.#tokenLengths) ??
      longerThan(address.standing(this.#isKnown), this.#addressLengths)
    );
  }

  /** The newest place of the token with most places. */
  get longest(): Place | null {
    return this.#tokenLengths.longest?.places.last ?? null;
  }

  firstOf(token: Holder): Place | null {
    return token.standing(this.#isKnown).places.first;
  }

  #standings({ token, address }: Place): [Standing, Standing] {
    return [token.standing(this.#isKnown), address.standing(this.#isKnown)];
  }

  #joinTurns(token: Standing, address: Standing): void {
    address.tokens.push(token.turn);
    if (address.tokens.size === 1) this.#addresses.push(address.turn);
  }

  #leaveTurns(token: Standing, address: Standing): void {
    address.tokens.remove(token.turn);
    if (address.tokens.size === 0) this.#addresses.remove(address.turn);
  }

  #measure(token: Standing, address: Standing): void {
    this.#tokenLengths.measure(token);
    this.#addressLengths.measure(address);
  }
}

/**
 * The first place of the next token of an address. Tokens with `share` slots or more are passed over while others wait.
 */
function nextOf({ tokens }: Standing, share: number): Place | null {
  for (let left = tokens.size; left > 0; left -= 1) {
    const token = tokens.first;
    if (token && token.holder.running < share) return token.places.first;
    tokens.turn();
  }
  return tokens.first?.places.first ?? null;
}

function longerThan({ places: { size } }: Standing, lengths: Lengths): Place | null {
  const places = lengths.longest?.places;
  return places && places.size > size + 1 ? places.last : null;
}

/** Finds the token, or address, with most places. A length changes by one at a time, so finding takes one step. */
class Lengths {
  readonly #byLength: Ring<Standing>[] = [];
  #most = 0;

  get longest(): Standing | null {
    return this.#byLength[this.#most]?.first ?? null;
  }

  measure({ places: { size }, length }: Standing): void {
    length.ring?.remove(length);
    if (size > 0) (this.#byLength[size] ??= new Ring()).push(length);
    if (size > this.#most) this.#most = size;
    else if (this.longest === null && this.#most > 0) this.#most -= 1;
  }
}
