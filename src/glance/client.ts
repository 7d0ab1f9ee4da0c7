import { randomUUID } from 'node:crypto';
import type { Caller } from './caller.ts';
import { toAnswerError } from './answerError.ts';
import type { CatalogChoice } from './catalog.ts';
import { createDiscoveredTransport } from './discoveredTransport.ts';
import type { GlanceError } from './errors.ts';
import { isolateTransport, type IsolatedTransport, type IsolationOptions, type IsolationState } from './isolation.ts';
import { createKeystone } from './keystone.ts';
import { measureTransport, type MeasuredCall } from './measuredTransport.ts';
import { createRefusals } from './refusals.ts';
import { createRefusalJudge } from './refusedToken.ts';
import { createReadRetry } from './retry.ts';
import { ServiceFeatures } from './serviceFeatures.ts';
import { createTransport, type GlanceAnswer, type GlanceRequest, type TransportOptions } from './transport.ts';
import { toLongTokenError } from './longToken.ts';

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
    expected: { status: number; orStatus?: number; decode: (body: unknown, answer: GlanceAnswer) => T },
  ): Promise<T>;
  /** Makes one call whose answer has no body that matters. @throws GlanceError when the answer is not `status`. */
  empty(caller: Caller, request: GlanceRequest, expected: { status: number }): Promise<void>;
  /** The end of a response with status 200 that is too large to be read whole. */
  end(caller: Caller, request: GlanceRequest): Promise<string>;
  readonly state: IsolationState;
  /** What the image service is known to understand. */
  readonly features: ServiceFeatures;
  /**
   * Whether the service has said that it lists members of shared images alone, as Glance does. Where an image that is
   * not shared can have members, as in some clouds, it never says so.
   */
  readonly listsOnlyShared: boolean;
  close(): Promise<void>;
}

const CATALOG_LIFETIME_MS = 300_000;

/** Keystone is asked rarely, and must not be buried by a crowd of invented tokens. */
const KEYSTONE_CONNECTIONS = 16;

const STANDARD_ISOLATION = { queueLimit: 1024, breakerOpenMs: 2000, breakerMinimumRps: 5 };

interface KeystoneOptions {
  /** Base URL of the identity service, without `/v3`. */
  readonly endpoint: string;
  readonly choice: CatalogChoice;
  /** How long a catalog is believed before it is read again; five minutes unless given. */
  readonly catalogLifetimeMs?: number;
}

export interface GlanceClientOptions extends Omit<TransportOptions, 'endpoint'> {
  /** Base URL of the image service; null has it looked up in the catalog, for which there must be a Keystone. */
  readonly endpoint: string | null;
  readonly keystone?: KeystoneOptions | null;
  /** As many calls at a time as connections, and the configuration's other defaults, unless given. */
  readonly isolation?: IsolationOptions;
  /** Told of every call when it is over. */
  readonly onCall?: ((call: MeasuredCall) => void) | undefined;
  /** Told once, in a sentence, of what only a change of the configuration can cure. */
  readonly onMisconfiguration?: ((sentence: string) => void) | undefined;
}

export function createGlanceClient(options: GlanceClientOptions): GlanceClient {
  const refusals = createRefusals();
  const connect = (
    endpoint: string,
    service: MeasuredCall['service'],
    connections = options.connections,
  ): IsolatedTransport => {
    const transport = createTransport({ ...options, endpoint, connections });
    return isolateTransport(
      options.onCall ? measureTransport(transport, service, options.onCall) : transport,
      {
        ...(options.isolation ?? STANDARD_ISOLATION),
        limit: Math.min(options.isolation?.limit ?? connections, connections),
      },
      options.headersTimeoutMs,
    );
  };
  const keystone = options.keystone
    ? createKeystone(
        connect(options.keystone.endpoint, 'identity', Math.min(KEYSTONE_CONNECTIONS, options.connections)),
        options.onMisconfiguration,
      )
    : null;
  const judge = keystone && createRefusalJudge(keystone);
  const transport =
    options.endpoint === null
      ? createDiscoveredTransport({
          keystone: required(keystone),
          choice: required(options.keystone).choice,
          lifetimeMs: options.keystone?.catalogLifetimeMs ?? CATALOG_LIFETIME_MS,
          refusals,
          createTransportTo: (origin) => connect(origin, 'image'),
        })
      : connect(options.endpoint, 'image');
  const reads = createReadRetry();
  let listsOnlyShared = false;

  function call(caller: Caller, request: GlanceRequest, status: number, orStatus = status): Promise<GlanceAnswer> {
    const attempt = (): Promise<GlanceAnswer> => send(caller, request, status, orStatus);
    return request.method === 'GET' && !request.once && !request.optional ? reads.run(caller, attempt) : attempt();
  }

  async function send(caller: Caller, request: GlanceRequest, status: number, orStatus: number): Promise<GlanceAnswer> {
    // A look that follows a lost write is repeated also after a 401, which may be over in a moment.
    const refused = request.once ? null : refusals.find(caller);
    if (refused) throw refused;
    // Glance takes this id as its own and echoes it; over 64 characters would make it answer 500.
    const answer = await transport.send(caller, request, `req-${randomUUID()}`);
    if (answer.status === status || answer.status === orStatus) return answer;
    const error = toAnswerError(answer, request.method === 'POST');
    if (error.listsOnlyShared) listsOnlyShared = true;
    if (answer.cut && answer.status === 404) throw await toWholeNotFound(caller, request, answer.cut, error);
    if (error.kind !== 'unauthorized') throw toLongTokenError(answer, caller.token) ?? error;
    const meaning = judge ? await judge(caller, request, error) : error;
    const isProved = judge !== null;
    if (meaning.kind === 'unauthorized' && (isProved || !request.optional)) {
      refusals.remember(caller, meaning, isProved);
    }
    throw meaning;
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
    async json(caller, request, { status, orStatus, decode }) {
      const answer = await call(caller, request, status, orStatus);
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
    async end(caller, request) {
      return (await call(caller, { ...request, keepsEnd: true }, 200)).text;
    },
    get state() {
      return transport.state;
    },
    features: new ServiceFeatures(),
    get listsOnlyShared() {
      return listsOnlyShared;
    },
    async close() {
      await transport.close();
      await keystone?.close();
    },
  };
}

/** @throws Error for options that lack an endpoint and a Keystone to find it with */
function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('neither an endpoint nor a Keystone to find it with');
  return value;
}
