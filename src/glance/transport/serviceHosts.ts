import type { IsolatedTransport, IsolationState } from './isolation.ts';

/** A host of the image service. All callers whose catalogs name the host share its connections. */
export interface ServiceHost {
  readonly origin: string;
  readonly transport: IsolatedTransport;
  /** When a call was last sent. This and the next times are of `performance.now()`; -Infinity means never. */
  usedAt: number;
  /** When a connection to the host last failed. */
  failedAt: number;
  /** When a catalog that was read again after a failure last named the same host. */
  confirmedAt: number;
  isClosed: boolean;
}

/** More than needed: a cloud has one host, or two while the image service moves. */
const MAX_HOSTS = 8;

/** The hosts in use. To open a ninth host, the host without calls that was unused for the longest time is closed. */
export interface ServiceHosts {
  open(origin: string): ServiceHost;
  readonly state: IsolationState;
  close(): Promise<void>;
}

export function createServiceHosts(createTransportTo: (origin: string) => IsolatedTransport): ServiceHosts {
  const hosts = new Map<string, ServiceHost>();

  function closeOldest(): void {
    const idle = [...hosts.values()].filter(({ transport: { state } }) => state.running + state.queued === 0);
    const [oldest] = idle.toSorted((a, b) => a.usedAt - b.usedAt);
    if (!oldest) return;
    hosts.delete(oldest.origin);
    oldest.isClosed = true;
    void oldest.transport.close();
  }

  return {
    open(origin) {
      const known = hosts.get(origin);
      if (known) return known;
      if (hosts.size >= MAX_HOSTS) closeOldest();
      const host: ServiceHost = {
        origin,
        transport: createTransportTo(origin),
        usedAt: performance.now(),
        failedAt: -Infinity,
        confirmedAt: -Infinity,
        isClosed: false,
      };
      hosts.set(origin, host);
      return host;
    },
    get state() {
      const [latest] = [...hosts.values()].toSorted((a, b) => b.usedAt - a.usedAt);
      const states = [...hosts.values()].map(({ transport }) => transport.state);
      return {
        running: states.reduce((sum, { running }) => sum + running, 0),
        queued: states.reduce((sum, { queued }) => sum + queued, 0),
        breaker: latest?.transport.state.breaker ?? 'closed',
      };
    },
    async close() {
      await Promise.all([...hosts.values()].map(({ transport }) => transport.close()));
    },
  };
}
