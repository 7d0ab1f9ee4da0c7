import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createMemoryBudget, WINDOW_SECONDS, type Balance, type Budget } from './budget.ts';
import type { SharedBudgets } from './sharedBudget.ts';

export interface RateLimitOptions {
  /** Requests a minute of one token, and of one address; 0 is no limit. */
  readonly tokenLimit: number;
  readonly addressLimit: number;
  readonly toClientAddress: (request: IncomingMessage) => string;
  /** Null keeps the budgets in this process. */
  readonly shared: SharedBudgets | null;
}

interface RateLimitVerdict {
  /** `RateLimit-Policy` and `RateLimit`, as names and values in turn. */
  readonly headers: readonly string[];
  /** Null lets the request pass. */
  readonly retryAfterSeconds: number | null;
}

/** Counts a request against its budgets. Never rejects. */
export type RateLimit = (request: IncomingMessage, token: string | null) => Promise<RateLimitVerdict>;

/** Null where nothing is limited. Headers as draft-ietf-httpapi-ratelimit-headers has them. */
export function createRateLimit(options: RateLimitOptions): RateLimit | null {
  const { tokenLimit, addressLimit, toClientAddress, shared } = options;
  const createBudget = (name: string, limit: number): Budget | null =>
    limit === 0 ? null : (shared?.createBudget(name, limit) ?? createMemoryBudget(limit));
  const takeAddress = createBudget('address', addressLimit);
  const takeToken = createBudget('token', tokenLimit);
  if (!takeAddress && !takeToken) return null;

  const policies: string[] = [];
  if (takeAddress) policies.push(`"address";q=${addressLimit};w=${WINDOW_SECONDS}`);
  if (takeToken) policies.push(`"token";q=${tokenLimit};w=${WINDOW_SECONDS}`);
  const policy = policies.join(', ');

  return async (request, token) => {
    // The address comes first: once it is over its budget, invented tokens take no more memory.
    const address = takeAddress && (await takeAddress(toClientAddress(request)));
    const rest = address ? toText('address', address) : '';
    if (address?.isExceeded) return toVerdict(policy, rest, address);
    const own = takeToken && token !== null ? await takeToken(toKey(token)) : null;
    if (!own) return toVerdict(policy, rest, null);
    return toVerdict(policy, rest === '' ? toText('token', own) : `${rest}, ${toText('token', own)}`, own);
  };
}

function toVerdict(policy: string, rest: string, last: Balance | null): RateLimitVerdict {
  const headers = rest === '' ? ['ratelimit-policy', policy] : ['ratelimit-policy', policy, 'ratelimit', rest];
  return { headers, retryAfterSeconds: last?.isExceeded ? last.resetSeconds : null };
}

function toText(name: string, { remaining, resetSeconds }: Balance): string {
  return `"${name}";r=${remaining};t=${resetSeconds}`;
}

/** All replicas must agree on it, so there is no salt; tokens are too random to be found by trying. 132 bits are kept. */
function toKey(token: string): string {
  return hash('sha256', token, 'base64url').slice(0, 22);
}
