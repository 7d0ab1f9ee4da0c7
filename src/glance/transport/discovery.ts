import { rootOf, type Caller } from '../caller.ts';
import type { CatalogChoice } from '../keystone/wire/catalog.ts';
import { createCatalogCache, type KnownEndpoint } from '../keystone/catalogCache.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import type { IsolatedTransport } from './isolation.ts';
import type { Keystone } from '../keystone/keystone.ts';
import type { Refusals } from '../keystone/refusals.ts';
import { createServiceHosts } from './serviceHosts.ts';
import type { GlanceRequest } from './call.ts';

export interface DiscoveryOptions {
  readonly keystone: Keystone;
  readonly choice: CatalogChoice;
  /** How long the endpoint of a catalog is used before the catalog is read again. */
  readonly lifetimeMs: number;
  /** Remembers the callers whose tokens Keystone refuses. */
  readonly refusals: Refusals;
  readonly createTransportTo: (origin: string) => IsolatedTransport;
}

/** The least time between two reads of a catalog while its host fails or Keystone is down. */
const RECHECK_MS = 1000;

/**
 * Sends each call to the host that the catalog of the caller's own token names. A catalog is never used for another
 * token, because it could lead that token to a wrong host. A catalog is read again when it is old, and when a
 * connection to its host has failed. While Keystone is down, an old catalog is still used.
 */
export function discover(options: DiscoveryOptions): IsolatedTransport {
  const { keystone, choice, lifetimeMs, refusals } = options;
  const hosts = createServiceHosts(options.createTransportTo);
  const cache = createCatalogCache();
  const searches = new WeakMap<Caller, Promise<KnownEndpoint>>();

  async function search(caller: Caller, old: KnownEndpoint | undefined): Promise<KnownEndpoint> {
    // Other operations with the same token use the old endpoint for now, so that one operation only asks Keystone.
    if (old) old.heldUntil = performance.now() + RECHECK_MS;
    try {
      const { origin, pathname } = new URL(await keystone.findImageEndpoint(caller, choice));
      const host = hosts.open(origin);
      const readAt = performance.now();
      if (old && host.failedAt > host.confirmedAt) host.confirmedAt = readAt;
      const found = { host, prefix: pathname.replace(/\/+$/, ''), readAt, heldUntil: 0 };
      cache.set(caller, found);
      return found;
    } catch (error) {
      const isOutage = isGlanceError(error, 'unavailable') && error.retryable;
      if (old && !old.host.isClosed && isOutage) return old;
      if (error instanceof GlanceError && !isOutage) refusals.remember(caller, error, true);
      throw error;
    } finally {
      searches.delete(rootOf(caller));
    }
  }

  function findAgain(caller: Caller, old: KnownEndpoint | undefined): Promise<KnownEndpoint> {
    const underWay = searches.get(rootOf(caller));
    if (underWay) return underWay;
    const started = search(caller, old);
    searches.set(rootOf(caller), started);
    return started;
  }

  function isCurrent({ host, readAt, heldUntil }: KnownEndpoint, now: number): boolean {
    if (host.isClosed) return false;
    if (now < heldUntil) return true;
    if (now - readAt >= lifetimeMs) return false;
    return host.failedAt <= readAt || now - host.confirmedAt < RECHECK_MS;
  }

  return {
    async send(caller, request) {
      const known = cache.find(caller);
      const now = performance.now();
      const { host, prefix } = known && isCurrent(known, now) ? known : await findAgain(caller, known);
      host.usedAt = now;
      try {
        return await host.transport.send(caller, withPrefix(request, prefix));
      } catch (error) {
        if (isGlanceError(error, 'unreachable')) host.failedAt = performance.now();
        throw error;
      }
    },
    get state() {
      return hosts.state;
    },
    close: () => hosts.close(),
  };
}

function withPrefix(request: GlanceRequest, prefix: string): GlanceRequest {
  return prefix === '' ? request : { ...request, path: prefix + request.path };
}
