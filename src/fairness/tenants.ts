import { OperationCalls } from './callLimit.ts';
import { Holder } from './fairQueue.ts';
import { Link, Ring } from './ring.ts';

/** How many tokens and addresses are remembered. Each takes some 300 bytes. */
const MAX_ACCEPTED = 10_000;
const MAX_STRANGERS = 4096;
const MAX_ADDRESSES = 10_000;

/** How long a token counts as known after the image service accepted it. */
const ACCEPTED_MS = 300_000;
/** Calls are counted for a minute, which begins with the first call. */
const WINDOW_MS = 60_000;

export interface CallLimits {
  /** Calls to the image service a minute of one token, and of one address; 0 is no limit. */
  readonly tokenCalls: number;
  readonly addressCalls: number;
  /** Calls to the image service of one operation. */
  readonly operationCalls: number;
}

/** One token or one address, for as long as it is remembered. */
export class Tenant {
  /** A hash of the token, or the address. */
  readonly key: string;
  /** Open requests. */
  requests = 0;
  /** For a token: until when it counts as known, on the clock of `performance.now()`. */
  acceptedUntil = 0;
  readonly idle = new Link<Tenant>(this);
  readonly #maxCalls: number;
  #calls = 0;
  #windowEnds = 0;
  readonly #holders: (Holder | undefined)[] = [];

  constructor(key: string, maxCalls: number) {
    this.key = key;
    this.#maxCalls = maxCalls === 0 ? Number.POSITIVE_INFINITY : maxCalls;
  }

  get hasCalled(): boolean {
    return this.#windowEnds > 0;
  }

  /** What the tenant has in one pool of slots. */
  holder(pool: number): Holder {
    return (this.#holders[pool] ??= new Holder());
  }

  /** Milliseconds until the tenant may make a call; 0 when it may make a call now. */
  waitMs(now: number): number {
    return this.#calls >= this.#maxCalls && now < this.#windowEnds ? this.#windowEnds - now : 0;
  }

  countCall(now: number): void {
    if (now >= this.#windowEnds) {
      this.#calls = 0;
      this.#windowEnds = now + WINDOW_MS;
    }
    this.#calls += 1;
  }
}

/**
 * Tenants by key. When the register is full, the tenant that has had no open request for the longest time is forgotten.
 */
class Register {
  readonly #tenants = new Map<string, Tenant>();
  readonly #idle = new Ring<Tenant>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  get(key: string): Tenant | undefined {
    return this.#tenants.get(key);
  }

  has(tenant: Tenant): boolean {
    return this.#tenants.get(tenant.key) === tenant;
  }

  open(key: string, maxCalls: number): Tenant {
    const known = this.#tenants.get(key);
    const tenant = known ?? new Tenant(key, maxCalls);
    tenant.requests += 1;
    if (!known) this.add(tenant);
    else if (tenant.idle.ring) this.#idle.remove(tenant.idle);
    return tenant;
  }

  close(tenant: Tenant): void {
    tenant.requests -= 1;
    if (tenant.requests === 0 && this.has(tenant)) this.#idle.push(tenant.idle);
  }

  add(tenant: Tenant): void {
    this.#tenants.set(tenant.key, tenant);
    if (tenant.requests === 0) this.#idle.push(tenant.idle);
    const oldest = this.#idle.first;
    if (this.#tenants.size > this.#max && oldest) this.remove(oldest);
  }

  remove(tenant: Tenant): void {
    this.#tenants.delete(tenant.key);
    if (tenant.idle.ring) this.#idle.remove(tenant.idle);
  }
}

/**
 * The tokens, by their hashes, and the addresses of clients. Tokens that the image service has accepted have a register
 * of their own, so that many invented tokens do not displace them.
 */
export class Tenants {
  readonly #limits: CallLimits;
  readonly #accepted = new Register(MAX_ACCEPTED);
  readonly #strangers = new Register(MAX_STRANGERS);
  readonly #addresses = new Register(MAX_ADDRESSES);

  constructor(limits: CallLimits) {
    this.#limits = limits;
  }

  /** The share must be closed when its request is over. */
  open(tokenKey: string, addressKey: string): Share {
    const tokens = this.#accepted.get(tokenKey) ? this.#accepted : this.#strangers;
    const token = tokens.open(tokenKey, this.#limits.tokenCalls);
    const address = this.#addresses.open(addressKey, this.#limits.addressCalls);
    return new Share(token, address, new OperationCalls(this.#limits.operationCalls), this);
  }

  close({ token, address }: Share): void {
    this.#addresses.close(address);
    if (this.#accepted.has(token)) return this.#accepted.close(token);
    this.#strangers.close(token);
    if (token.requests === 0 && !token.hasCalled && this.#strangers.has(token)) this.#strangers.remove(token);
  }

  accept(token: Tenant): void {
    token.acceptedUntil = performance.now() + ACCEPTED_MS;
    if (this.#accepted.get(token.key)) return;
    // The token may have been forgotten while its call was under way. Then it is remembered again.
    if (this.#strangers.has(token)) this.#strangers.remove(token);
    this.#accepted.add(token);
  }
}

/** The token and the address of one request. Slots and calls are counted for both. */
export class Share {
  readonly token: Tenant;
  readonly address: Tenant;
  readonly #calls: OperationCalls;
  readonly #tenants: Tenants | null;
  #hasWritten = false;

  /** @param tenants null for calls of the process itself, which count as known and have no limits */
  constructor(token: Tenant, address: Tenant, calls: OperationCalls, tenants: Tenants | null) {
    this.token = token;
    this.address = address;
    this.#calls = calls;
    this.#tenants = tenants;
  }

  /** Whether the image service has accepted the token in the last minutes. */
  get isKnown(): boolean {
    return this.#tenants === null || this.token.acceptedUntil > performance.now();
  }

  /** Counts a write as one call before the write begins. @throws CallLimitError for a write that must not begin */
  beginWrite(): void {
    this.#calls.take();
  }

  /**
   * Counts a call before it is made. The limits of a minute end at the operation's first write, because the calls after
   * a write find out, or complete, what the write has done.
   * @param isOfWrite whether the call is part of a write that has begun. Such a call does not count for the operation.
   * @throws CallLimitError
   * @returns 0 when the call may be made; otherwise the milliseconds to wait, and the call must not be made
   */
  countCall(isWrite: boolean, isOfWrite: boolean): number {
    if (!isOfWrite) this.#calls.take();
    const now = performance.now();
    if (!this.#hasWritten) {
      const waitMs = Math.max(this.token.waitMs(now), this.address.waitMs(now));
      if (waitMs > 0) return waitMs;
      this.#hasWritten = isWrite;
    }
    this.token.countCall(now);
    this.address.countCall(now);
    return 0;
  }

  /**
   * The same share for one more operation, which counts its calls from zero. It is not closed: `close` this share when
   * all of its operations are over.
   */
  renew(): Share {
    return new Share(this.token, this.address, this.#calls.renew(), this.#tenants);
  }

  /** To be called when the image service has accepted the token. */
  accept(): void {
    this.#tenants?.accept(this.token);
  }

  /** To be called when the image service has refused the token. */
  reject(): void {
    this.token.acceptedUntil = 0;
  }

  close(): void {
    this.#tenants?.close(this);
  }
}

/** The share for calls of the process itself. */
export function createOwnShare(): Share {
  return new Share(new Tenant('', 0), new Tenant('', 0), new OperationCalls(Number.POSITIVE_INFINITY), null);
}
