import { randomUUID } from 'node:crypto';
import type { Caller } from './caller.ts';
import { toAnswerError } from './answerError.ts';
import { isolateTransport, type IsolationOptions } from './isolation.ts';
import { createReadRetry } from './retry.ts';
import { createTransport, type GlanceAnswer, type GlanceRequest, type TransportOptions } from './transport.ts';

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
  close(): Promise<void>;
}

const STANDARD_ISOLATION = { queueLimit: 1024, breakerOpenMs: 2000, breakerMinimumRps: 5 };

export interface GlanceClientOptions extends TransportOptions {
  /** As many calls at a time as connections, and the configuration's other defaults, unless given. */
  readonly isolation?: IsolationOptions;
}

export function createGlanceClient(options: GlanceClientOptions): GlanceClient {
  const transport = isolateTransport(
    createTransport(options),
    options.isolation ?? { ...STANDARD_ISOLATION, limit: options.connections },
  );
  const reads = createReadRetry();

  function call(caller: Caller, request: GlanceRequest, status: number): Promise<GlanceAnswer> {
    const attempt = (): Promise<GlanceAnswer> => send(caller, request, status);
    return request.method === 'GET' ? reads.run(caller, attempt) : attempt();
  }

  async function send(caller: Caller, request: GlanceRequest, status: number): Promise<GlanceAnswer> {
    // Glance takes this id as its own and echoes it; over 64 characters would make it answer 500.
    const answer = await transport.send(caller, request, `req-${randomUUID()}`);
    if (answer.status !== status) throw toAnswerError(answer, request.method === 'POST');
    return answer;
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
    close: () => transport.close(),
  };
}
