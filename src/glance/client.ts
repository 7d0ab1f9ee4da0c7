import { randomUUID } from 'node:crypto';
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
   * @throws GlanceError when the answer is not `status` or its body is not what `decode` takes; with the outcome
   * `applied` when a write had its status and only its body was cut
   */
  json<T>(
    caller: Caller,
    request: GlanceRequest,
    expected: { status: number; decode: (body: unknown, answer: GlanceAnswer) => T },
  ): Promise<T>;
  /** Makes one call whose answer has no body that matters. @throws GlanceError when the answer is not `status`. */
  empty(caller: Caller, request: GlanceRequest, expected: { status: number }): Promise<void>;
  readonly state: IsolationState;
  /**
   * Whether the service has said that it lists members of shared images alone, as Glance does. Where an image that is
   * not shared can have members, as in some clouds, it never says so.
   */
  readonly listsOnlyShared: boolean;
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
    createUpstream(options, keystone, (endpoint) => measure(createTransport({ ...options, endpoint }), 'image')),
    options.isolation ?? { ...STANDARD_ISOLATION, limit: options.connections },
  );
  const reads = createReadRetry();
  let listsOnlyShared = false;

  function call(caller: Caller, request: GlanceRequest, status: number): Promise<GlanceAnswer> {
    const attempt = (): Promise<GlanceAnswer> => send(caller, request, status);
    return request.method === 'GET' && !request.once ? reads.run(caller, attempt) : attempt();
  }

  async function send(caller: Caller, request: GlanceRequest, status: number): Promise<GlanceAnswer> {
    // Glance takes this id as its own and echoes it; over 64 characters would make it answer 500.
    const answer = await transport.send(caller, request, `req-${randomUUID()}`);
    if (answer.status === status) return answer;
    const error = toAnswerError(answer, request.method === 'POST');
    if (error.listsOnlyShared) listsOnlyShared = true;
    if (answer.cut && answer.status === 404) throw await toWholeNotFound(caller, request, answer.cut, error);
    // Glance says 401 as well when it cannot reach Keystone.
    if (error.kind === 'unauthorized' && (await keystone?.acceptsToken(caller))) {
      const { upstreamStatus, requestId } = error;
      throw new GlanceError('unavailable', { upstreamStatus, requestId, outcome: 'notApplied' });
    }
    throw error;
  }

  /**
   * Only the text of a 404 says whether the image or the member is missing. Where it was cut off, a GET of the same
   * member tells; otherwise nothing is known but that nothing was changed.
   */
  async function toWholeNotFound(
    caller: Caller,
    { method, path }: GlanceRequest,
    cut: GlanceError,
    error: GlanceError,
  ): Promise<GlanceError> {
    if (method === 'POST' || error.kind === 'memberNotFound') return error;
    const { upstreamStatus, requestId } = error;
    return call(caller, { method: 'GET', path }, 404).then(
      (answer) => toAnswerError(answer, false).with({ upstreamStatus, requestId }),
      () => cut.with({ outcome: 'notApplied' }),
    );
  }

  return {
    async json(caller, request, { status, decode }) {
      const answer = await call(caller, request, status);
      try {
        return decode(JSON.parse(answer.text), answer);
      } catch (cause) {
        if (answer.cut && /^$|json/i.test(answer.contentType)) throw answer.cut.with({ outcome: 'applied' });
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
    get listsOnlyShared() {
      return listsOnlyShared;
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
