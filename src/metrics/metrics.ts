import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { IsolationState, MeasuredCall } from '../glance/glance.ts';
import { CLIENT_GONE, type RequestRecord } from '../http/requestRecord.ts';
import type { Transport } from '../http/stream/streamAccept.ts';
import type { StreamRecord } from '../http/stream/streamRecord.ts';
import { createSourceMetrics, type SourceMetrics } from './sourceMetrics.ts';

/** Seconds: from one millisecond to the deadline of an operation. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Seconds: from a stream that is refused at once to one that lives as long as a token. */
const STREAM_BUCKETS = [1, 10, 60, 300, 900, 3600, 14_400, 86_400];
const TRANSPORTS: readonly Transport[] = ['sse', 'multipart', 'websocket'];
/** Values of the label `state`, each with the circuit breaker's name for the state. */
const BREAKER_STATES = [
  ['closed', 'closed'],
  ['open', 'open'],
  ['half_open', 'halfOpen'],
] as const;

/** Functions that are called at each scrape. */
interface Watched {
  operations(): number;
  upstream(): IsolationState;
  streams(): Readonly<Record<Transport, number>>;
}

/** How many names of clients are counted for themselves. */
const MAX_CLIENTS = 50;

/**
 * Every label has a limited set of values, from the schema or the code: never from the image service, and from clients
 * only the first names that they give themselves.
 */
export interface Metrics {
  readonly registry: Registry;
  readonly source: SourceMetrics;
  observeRequest(record: RequestRecord): void;
  observeStream(record: StreamRecord): void;
  countEvent(transport: Transport): void;
  observeCall(call: MeasuredCall): void;
  watch(watched: Watched): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const operations = new Histogram({
    name: 'glance_graphql_operation_duration_seconds',
    help: 'GraphQL operations until their response was written, by type and root field.',
    labelNames: ['type', 'field'],
    buckets: BUCKETS,
    registers,
  });
  const responses = new Counter({
    name: 'glance_graphql_responses_total',
    help: 'Responses to GraphQL requests by HTTP status; 499 when the client left before.',
    labelNames: ['status'],
    registers,
  });
  const errors = new Counter({
    name: 'glance_graphql_errors_total',
    help: 'Errors in responses by code, in mutation results and at the top level.',
    labelNames: ['code'],
    registers,
  });
  const calls = new Histogram({
    name: 'glance_graphql_upstream_call_duration_seconds',
    help: 'Calls over the wire by service, method and class of status or failure, without their time in the queue.',
    labelNames: ['service', 'method', 'result'],
    buckets: BUCKETS,
    registers,
  });

  const streams = new Histogram({
    name: 'glance_graphql_stream_duration_seconds',
    help: 'Subscriptions that have ended, by transport and by why they ended.',
    labelNames: ['transport', 'end'],
    buckets: STREAM_BUCKETS,
    registers,
  });
  const events = new Counter({
    name: 'glance_graphql_stream_events_total',
    help: 'Responses that were written for events of subscriptions, by transport.',
    labelNames: ['transport'],
    registers,
  });
  const clients = new Counter({
    name: 'glance_graphql_client_requests_total',
    help: 'GraphQL requests by the name that the client gives itself; none without a name, other after 50 names.',
    labelNames: ['client'],
    registers,
  });

  const operationOf = remember((label) => {
    const [type = '', field = ''] = label.split(' ');
    return operations.labels(type, field);
  });
  const responseOf = remember((status) => responses.labels(status));
  const errorOf = remember((code) => errors.labels(code));
  const eventOf = remember((transport) => events.labels(transport));
  const clientOf = remember((client) => clients.labels(client), { max: MAX_CLIENTS, beyond: 'other' });
  const callOf = remember((label) => calls.labels(...label.split(' ')));

  return {
    registry,
    source: createSourceMetrics(registers),
    observeRequest({ operation: { type, field, codes, clientName }, status, durationMs }) {
      operationOf(`${type ?? 'none'} ${field ?? 'none'}`).observe(durationMs / 1000);
      responseOf(String(status)).inc();
      clientOf(clientName ?? 'none').inc();
      // A client that left got no response, so its errors are not counted.
      if (status !== CLIENT_GONE) for (const code of codes) errorOf(code).inc();
    },
    observeStream({ operation: { codes }, transport, end, durationMs }) {
      streams.labels(transport, end).observe(durationMs / 1000);
      for (const code of codes) errorOf(code).inc();
    },
    countEvent: (transport) => eventOf(transport).inc(),
    observeCall({ service, method, result, durationMs }) {
      callOf(`${service} ${method} ${result}`).observe(durationMs / 1000);
    },
    watch({ operations, upstream, streams }) {
      const gauge = (name: string, help: string, read: () => number): void => {
        const created: Gauge = new Gauge({ name, help, registers, collect: () => created.set(read()) });
      };
      gauge('glance_graphql_operations_running', 'GraphQL operations that run.', operations);
      gauge('glance_graphql_upstream_calls_running', 'Calls to the image service that run.', () => upstream().running);
      gauge('glance_graphql_upstream_calls_queued', 'Calls that wait for a connection.', () => upstream().queued);
      const open = new Gauge({
        name: 'glance_graphql_streams_open',
        help: 'Subscriptions that run, by transport.',
        labelNames: ['transport'],
        registers,
        collect: () => {
          for (const transport of TRANSPORTS) open.set({ transport }, streams()[transport]);
        },
      });
      const breaker = new Gauge({
        name: 'glance_graphql_upstream_breaker_state',
        help: '1 for the state that the circuit breaker is in, 0 for the others.',
        labelNames: ['state'],
        registers,
        collect: () => {
          const now = upstream().breaker;
          for (const [label, state] of BREAKER_STATES) breaker.set({ state: label }, state === now ? 1 : 0);
        },
      });
    },
  };
}

/**
 * Keeps each labelled child by one string, because the library's own look-up costs several times as much.
 * @param bounds how many labels there may be, and the label for all others
 */
function remember<T>(
  create: (label: string) => T,
  { max, beyond }: { readonly max: number; readonly beyond: string } = { max: Infinity, beyond: '' },
): (label: string) => T {
  const known = new Map<string, T>();
  return function find(label): T {
    const child = known.get(label);
    if (child !== undefined) return child;
    if (known.size >= max && label !== beyond) return find(beyond);
    const created = create(label);
    known.set(label, created);
    return created;
  };
}
