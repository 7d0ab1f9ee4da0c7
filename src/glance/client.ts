import { randomUUID } from 'node:crypto';
import { stopAfterRefusal } from './callBudget.ts';
import type { Caller } from './caller.ts';
import { toAnswerError } from './answerError.ts';
import { createDiscoveredTransport } from './discoveredTransport.ts';
import { GlanceError } from './errors.ts';
import { isolateTransport, type IsolationOptions, type IsolationState } from './isolation.ts';
import { createKeystone, type CatalogChoice, type Keystone } from './keystone.ts';
import { measureTransport, type MeasuredCall } from './measuredTransport.ts';
import { createReadRetry } from './retry.ts';
import {
  createTransport,
  type GlanceAnswer,
  type GlanceRequest,
  type Transport,
  type TransportOptions,
} from './transport.ts';

/** Calls to one image service, each typed by what it expects. */
export interface GlanceClient {
  /**
   * Makes one call and decodes its JSON.
   * @throws GlanceError when the answer is not `status` or its body is not what `decode` takes.
   */
  json<T>(
    caller: Caller,
    request: GlanceRequest,
    expected: { status: number; decode: (body: unknown) => T },
  ): Promise<T>;
  /** Makes one call whose answer has no body that matters. @throws GlanceError when the answer is not `status`. */
  empty(caller: Caller, request: GlanceRequest, expected: { status: number }): Promise<void>;
  readonly state: IsolationState;
  close(): Promise<void>;
}

const STANDARD_ISOLATION = { queueLimit: 1024, breakerOpenMs: 2000, breakerMinimumRps: 5 };

interface KeystoneOptions {
  /** Base URL of the identity service, without `/v3`. */
  readonly endpoint: string;
  readonly choice: CatalogChoice;
}

export interface GlanceClientOptions extends Omit<TransportOptions, 'endpoint'> {
  /** Base URL of the image service; null has it looked up in the catalog, for which there must be a Keystone. */
  readonly endpoint: string | null;
  readonly keystone?: KeystoneOptions | null;
  /** As many calls at a time as connections, and the configuration's other defaults, unless given. */
  readonly isolation?: IsolationOptions;
  /** Told of every call when it is over. */
  readonly onCall?: ((call: MeasuredCall) => void) | undefined;
}

export function createGlanceClient(options: GlanceClientOptions): GlanceClient {
  const measure = (transport: Transport, service: MeasuredCall['service']): Transport =>
    options.onCall ? measureTransport(transport, service, options.onCall) : transport;
  const keystone = options.keystone
    ? createKeystone(measure(createTransport({ ...options, endpoint: options.keystone.endpoint }), 'identity'))
    : null;
  const transport = isolateTransport(
    stopAfterRefusal(
      createUpstream(options, keystone, (endpoint) => measure(createTransport({ ...options, endpoint }), 'image')),
    ),
    options.isolation ?? { ...STANDARD_ISOLATION, limit: options.connections },
  );
  const reads = createReadRetry();

  function call(caller: Caller, request: GlanceRequest, status: number): Promise<GlanceAnswer> {
    const attempt = (): Promise<GlanceAnswer> => send(caller, request, status);
    return request.method === 'GET' ? reads.run(caller, attempt) : attempt();
  }

  async function send(caller: Caller, request: GlanceRequest, status: number): Promise<GlanceAnswer> {
    caller.budget?.takeCall();
    // Glance takes this id as its own and echoes it; over 64 characters would make it answer 500.
    const answer = await transport.send(caller, request, `req-${randomUUID()}`);
    if (answer.status === status) return answer;
    const error = toAnswerError(answer, request.method === 'POST');
    // Glance says 401 as well when it cannot reach Keystone.
    if (error.kind === 'unauthorized' && (await keystone?.acceptsToken(caller))) {
      const { upstreamStatus, requestId } = error;
      throw new GlanceError('unavailable', { upstreamStatus, requestId, outcome: 'notApplied' });
    }
    if (error.kind === 'unauthorized') caller.budget?.refuseToken(error);
    throw error;
  }

  return {
    async json(caller, request, { status, decode }) {
      const answer = await call(caller, request, status);
      try {
        return decode(JSON.parse(answer.text));
      } catch (cause) {
        // Another body than the promised one may still be an error by its code, whatever its status.
        throw toAnswerError(answer, request.method === 'POST').with({ cause });
      }
    },
    async empty(caller, request, { status }) {
      await call(caller, request, status);
    },
    get state() {
      return transport.state;
    },
    async close() {
      await transport.close();
      await keystone?.close();
    },
  };
}

function createUpstream(
  options: GlanceClientOptions,
  keystone: Keystone | null,
  createTransportTo: (endpoint: string) => Transport,
): Transport {
  if (options.endpoint !== null) return createTransportTo(options.endpoint);
  if (!keystone || !options.keystone) throw new Error('neither an endpoint nor a Keystone to find it with');
  return createDiscoveredTransport(keystone, options.keystone.choice, createTransportTo);
}
