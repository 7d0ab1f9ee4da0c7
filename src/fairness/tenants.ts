import { OperationCalls } from './callLimit.ts';
import { Holder } from './fairQueue.ts';
import { Link, Ring } from './ring.ts';

/** Tokens and addresses that are remembered while they ask for nothing: some 300 bytes each. */
const MAX_ACCEPTED = 10_000;
const MAX_STRANGERS = 4096;
const MAX_ADDRESSES = 10_000;

/** How long a token counts as known after the image service accepted it. */
const ACCEPTED_MS = 300_000;
/** Calls are counted for this time from the first one on. */
const WINDOW_MS = 60_000;

export interface CallLimits {
  /** Upstream calls a minute of one token, and of one address; 0 is no limit. */
  readonly tokenCalls: number;
  readonly addressCalls: number;
  /** Upstream calls of one operation. */
  readonly operationCalls: number;
}

/** One token or one address, for as long as it is remembered. */
export class Tenant {
  /** A hash of the token, or the address. */
  readonly key: string;
  /** Open requests. */
  requests = 0;
  /** On the clock of `performance.now()`; of a token only. */
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

  /** What it has of one of the things that are shared out. */
  holder(pool: number): Holder {
    return (this.#holders[pool] ??= new Holder());
  }

  /** Milliseconds until calls are left; 0 while some are. */
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

/** Tenants by key. Those without an open request make room for others, the longest idle first. */
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
 * Who asks, by a hash of the token and by address. Tokens that the image service has accepted are kept apart from the
 * others, so that a flood of invented ones makes nobody forgotten.
 */
export class Tenants {
  readonly #limits: CallLimits;
  readonly #accepted = new Register(MAX_ACCEPTED);
  readonly #strangers = new Register(MAX_STRANGERS);
  readonly #addresses = new Register(MAX_ADDRESSES);

  constructor(limits: CallLimits) {
    this.#limits = limits;
  }

  /** Must be closed when its request is over. */
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
    // A token that made room for others while a call of it was under way is remembered again.
    if (this.#strangers.has(token)) this.#strangers.remove(token);
    this.#accepted.add(token);
  }
}

/** On whose account one request is: what is scarce is shared out by it. */
export class Share {
  readonly token: Tenant;
  readonly address: Tenant;
  readonly #calls: OperationCalls;
  readonly #tenants: Tenants | null;
  #hasWritten = false;

  /** @param tenants null for calls of the process itself, which are known and unlimited */
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

  /** Counts a write that is about to begin, as one call. @throws CallLimitError for a write that must not begin */
  beginWrite(): void {
    this.#calls.take();
  }

  /**
   * Counts a call that is about to be made.
   * @param isOfWrite whether the call is part of a write that has begun, which is not broken off
   * @throws CallLimitError
   * @returns milliseconds after which calls are left, for a call that must not be made; otherwise 0. After its first
   * write an operation is not broken off: what comes then finds out, or makes good, what that write has done.
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

  /** The image service took the token for good. */
  accept(): void {
    this.#tenants?.accept(this.token);
  }

  /** The image service did not take the token. */
  reject(): void {
    this.token.acceptedUntil = 0;
  }

  close(): void {
    this.#tenants?.close(this);
  }
}

/** For calls that no request stands behind. */
export function createOwnShare(): Share {
  return new Share(new Tenant('', 0), new Tenant('', 0), new OperationCalls(Number.POSITIVE_INFINITY), null);
}
