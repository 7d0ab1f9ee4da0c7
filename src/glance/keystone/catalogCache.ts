import { hash } from 'node:crypto';
import { rootOf, type Caller } from '../caller.ts';
import type { ServiceHost } from '../transport/serviceHosts.ts';

/** Where one token's catalog says that the image service is. */
export interface KnownEndpoint {
  readonly host: ServiceHost;
  /** Path before `/v2`; mostly empty. */
  readonly prefix: string;
  /** On the clock of `performance.now()`. */
  readonly readAt: number;
  /** Until when it is used whatever speaks against it: somebody looks already, or Keystone cannot be asked. */
  heldUntil: number;
}

/** Some 300 bytes each. */
const MAX_TOKENS = 10_000;

/** Remembers what each caller's own catalog said, by a hash of the token: a token itself never outlives its operation. */
export interface CatalogCache {
  find(caller: Caller): KnownEndpoint | undefined;
  set(caller: Caller, endpoint: KnownEndpoint): void;
}

export function createCatalogCache(): CatalogCache {
  const endpoints = new Map<string, KnownEndpoint>();
  // An operation hashes its token once, whatever the number of its calls.
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
