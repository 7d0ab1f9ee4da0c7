import type { IsolatedTransport, IsolationState } from './isolation.ts';

/** One host that catalogs name for the image service. All callers whose catalogs name it share its connections. */
export interface ServiceHost {
  readonly origin: string;
  readonly transport: IsolatedTransport;
  /** All on the clock of `performance.now()`; -Infinity for never. */
  usedAt: number;
  /** When a connection to it last failed. */
  failedAt: number;
  /** When a catalog that was read again after a failure last named it still. */
  confirmedAt: number;
  isClosed: boolean;
}

/** A cloud has one, and two while it moves. */
const MAX_HOSTS = 8;

/** The hosts that are in use. Beyond eight the one that was idle for longest is let go. */
export interface ServiceHosts {
  open(origin: string): ServiceHost;
  readonly state: IsolationState;
  close(): Promise<void>;
}

export function createServiceHosts(createTransportTo: (origin: string) => IsolatedTransport): ServiceHosts {
  const hosts = new Map<string, ServiceHost>();

  function letGo(): void {
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
      if (hosts.size >= MAX_HOSTS) letGo();
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
