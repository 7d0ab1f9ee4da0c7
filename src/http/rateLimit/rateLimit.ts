import type { Share } from '../../fairness/tenants.ts';
import { createMemoryBudget, WINDOW_SECONDS, type Balance, type Budget } from './memoryBudget.ts';
import type { SharedBudgets } from './redisBudget.ts';

export interface RateLimitOptions {
  /** Requests that one token may send in a minute; 0 is no limit. */
  readonly tokenLimit: number;
  /** Requests that one address may send in a minute; 0 is no limit. */
  readonly addressLimit: number;
  /** Budgets in Redis; null keeps the budgets in the memory of this process. */
  readonly shared: SharedBudgets | null;
}

interface RateLimitVerdict {
  /** `RateLimit-Policy` and `RateLimit`, as names and values in turn. */
  readonly headers: readonly string[];
  /** Null lets the request pass. */
  readonly retryAfterSeconds: number | null;
}

/** Counts a request against its budgets. Never rejects. */
export type RateLimit = (share: Share) => Promise<RateLimitVerdict>;

/** Null when both limits are 0. The headers follow draft-ietf-httpapi-ratelimit-headers. */
export function createRateLimit(options: RateLimitOptions): RateLimit | null {
  const { tokenLimit, addressLimit, shared } = options;
  const createBudget = (name: string, limit: number): Budget | null =>
    limit === 0 ? null : (shared?.createBudget(name, limit) ?? createMemoryBudget(limit));
  const takeAddress = createBudget('address', addressLimit);
  const takeToken = createBudget('token', tokenLimit);
  if (!takeAddress && !takeToken) return null;

  const policies: string[] = [];
  if (takeAddress) policies.push(`"address";q=${addressLimit};w=${WINDOW_SECONDS}`);
  if (takeToken) policies.push(`"token";q=${tokenLimit};w=${WINDOW_SECONDS}`);
  const policy = policies.join(', ');

  return async ({ token, address: { key } }) => {
    // Count the address first: when its budget is exceeded, invented tokens take no more memory.
    const address = takeAddress && (await takeAddress(key));
    const rest = address ? toText('address', address) : '';
    if (address?.isExceeded) return toVerdict(policy, rest, address);
    const own = takeToken && token.key !== '' ? await takeToken(token.key) : null;
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
