import { POOLS } from '../../fairness/fairSlots.ts';
import type { CatalogChoice } from '../keystone/wire/catalog.ts';
import { createKeystone } from '../keystone/keystone.ts';
import { createRefusals } from '../keystone/refusals.ts';
import { createRefusalJudge } from '../keystone/refusedToken.ts';
import type { Transport } from './call.ts';
import { connectTo, type ConnectionOptions } from './connection.ts';
import { discover } from './discovery.ts';
import { isolate, type IsolatedTransport, type IsolationOptions, type IsolationState } from './isolation.ts';
import { measure, type MeasuredCall } from './metrics.ts';
import { retryReads } from './retry.ts';
import { checkStatuses } from './statuses.ts';

const CATALOG_LIFETIME_MS = 300_000;

/** Few, because calls to Keystone are rare, and many invented tokens must not overload Keystone. */
const KEYSTONE_CONNECTIONS = 16;

const STANDARD_ISOLATION = { queueLimit: 1024, breakerOpenMs: 2000, breakerMinimumRps: 5 };

interface KeystoneOptions {
  /** Base URL of the identity service, without `/v3`. */
  readonly endpoint: string;
  readonly choice: CatalogChoice;
  /** How long the endpoint of a catalog is used before the catalog is read again; five minutes unless given. */
  readonly catalogLifetimeMs?: number;
}

export interface PipelineOptions extends Omit<ConnectionOptions, 'endpoint'> {
  /** Base URL of the image service. Null: the URL is read from the catalog, which needs `keystone`. */
  readonly endpoint: string | null;
  readonly keystone?: KeystoneOptions | null;
  /** Unless given: as many calls at a time as connections, and the defaults of the configuration. */
  readonly isolation?: IsolationOptions;
  /** Called after every call. */
  readonly onCall?: ((call: MeasuredCall) => void) | undefined;
  /** Called once, with a sentence, for each problem that only a change of the configuration can solve. */
  readonly onMisconfiguration?: ((sentence: string) => void) | undefined;
}

export interface Pipeline extends Transport {
  readonly state: IsolationState;
  /** The way to the identity service, with its own limits and circuit breaker; null without an identity service. */
  readonly identity: Transport | null;
}

/**
 * The steps of a call to the image service, from the outside in. The response goes through them from the inside out.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const refusals = createRefusals();
  const identity = openKeystone(options);
  const keystone = identity && createKeystone(identity, options.onMisconfiguration);
  const judge = keystone && createRefusalJudge(keystone);
  const image =
    options.endpoint === null
      ? discover({
          keystone: requireValue(keystone),
          choice: requireValue(options.keystone).choice,
          lifetimeMs: options.keystone?.catalogLifetimeMs ?? CATALOG_LIFETIME_MS,
          refusals,
          createTransportTo: (origin) => createHost(options, origin, 'image'),
        })
      : createHost(options, options.endpoint, 'image');
  const top: Transport = retryReads(
    checkStatuses(image, refusals, judge, (caller, request) => top.send(caller, request)),
  );
  return {
    send: top.send,
    identity,
    get state() {
      return image.state;
    },
    async close() {
      await image.close();
      await identity?.close();
    },
  };
}

/** The steps of a call to one host, from the outside in: limits and breaker, metrics, connection. */
function createHost(
  options: PipelineOptions,
  endpoint: string,
  service: MeasuredCall['service'],
  connections = options.connections,
): IsolatedTransport {
  const connection = connectTo({ ...options, endpoint, connections });
  return isolate(
    options.onCall ? measure(connection, service, options.onCall) : connection,
    {
      ...(options.isolation ?? STANDARD_ISOLATION),
      limit: Math.min(options.isolation?.limit ?? connections, connections),
    },
    options.headersTimeoutMs,
    service === 'identity' ? POOLS.identityCalls : POOLS.imageCalls,
  );
}

function openKeystone(options: PipelineOptions): IsolatedTransport | null {
  if (!options.keystone) return null;
  const connections = Math.min(KEYSTONE_CONNECTIONS, options.connections);
  return createHost(options, options.keystone.endpoint, 'identity', connections);
}

/** @throws Error for options that lack an endpoint and a Keystone to find it with */
function requireValue<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('neither an endpoint nor a Keystone to find it with');
  return value;
}
