import { hash } from 'node:crypto';
import { rootOf, type Caller } from '../caller.ts';
import type { ServiceHost } from '../transport/serviceHosts.ts';

/** The address of the image service from the catalog of one token. */
export interface KnownEndpoint {
  readonly host: ServiceHost;
  /** The path before `/v2`; usually empty. */
  readonly prefix: string;
  /** On the clock of `performance.now()`. */
  readonly readAt: number;
  /** Until when the endpoint is used even if it is old or fails: a look-up is under way, or Keystone is down. */
  heldUntil: number;
}

/** An entry takes some 300 bytes. */
const MAX_TOKENS = 10_000;

/**
 * Remembers the endpoint of each token by a hash of the token, because a token itself must not outlive its operation.
 */
export interface CatalogCache {
  find(caller: Caller): KnownEndpoint | undefined;
  set(caller: Caller, endpoint: KnownEndpoint): void;
}

export function createCatalogCache(): CatalogCache {
  const endpoints = new Map<string, KnownEndpoint>();
  // The hash is kept with the caller, so that an operation with many calls hashes its token once.
  const keys = new WeakMap<Caller, string>();
  const keyOf = (caller: Caller): string => {
    const known = keys.get(rootOf(caller));
    if (known !== undefined) return known;
    const key = hash('sha256', caller.token, 'base64url');
    keys.set(rootOf(caller), key);
    return key;
  };
  return {
    find: (caller) => endpoints.get(keyOf(caller)),
    set(caller, endpoint) {
      const key = keyOf(caller);
      endpoints.delete(key);
      endpoints.set(key, endpoint);
      if (endpoints.size <= MAX_TOKENS) return;
      const [oldest] = endpoints.keys();
      if (oldest !== undefined) endpoints.delete(oldest);
    },
  };
}
