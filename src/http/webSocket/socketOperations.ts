import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApolloServer, GraphQLRequest } from '@apollo/server';
import type { ExecutionArgs, FormattedExecutionResult, GraphQLError } from 'graphql';
import type { Share } from '../../fairness/tenants.ts';
import type { Glance } from '../../glance/glance.ts';
import { createContext, type GraphQLContext } from '../../graphql/server/context.ts';
import { OperationAudit } from '../../graphql/server/operationAudit.ts';
import { createOperationRecord } from '../../graphql/server/operationRecord.ts';
import { Subscriber, type SubscriberOptions } from '../../graphql/subscription/subscriber.ts';
import type { Cancellation } from '../../lib/cancellation.ts';
import type { AuditLog } from '../../log/audit.ts';
import { toLoggedError } from '../../log/loggedError.ts';
import type { Logger } from '../../log/logger.ts';
import { createDocumentLookUp, type PersistedDocumentsOptions } from '../../persistedDocuments/persistedDocuments.ts';
import type { Admission } from '../admission.ts';
import { readClientText } from '../clientText.ts';
import { HttpError } from '../httpError.ts';
import type { RateLimit } from '../rateLimit/rateLimit.ts';
import { CLIENT_GONE, type RequestRecord } from '../requestRecord.ts';
import type { LiveStream } from '../stream/liveStream.ts';
import type { Streams } from '../stream/streams.ts';
import type { TokenReading } from '../token.ts';
import { isRefusal, toArguments, ToldError, toResults, toToldError } from './outcome.ts';

export interface SocketOperationsOptions {
  readonly apollo: Pick<ApolloServer<GraphQLContext>, 'executeOperation'>;
  readonly glance: Glance;
  readonly sharing: SubscriberOptions['sharing'];
  readonly streams: Streams;
  readonly operationTimeoutMs: number;
  readonly admission: Admission;
  readonly rateLimit: RateLimit | null;
  readonly persistedDocuments: PersistedDocumentsOptions | null;
  readonly logger: Logger;
  /** Null where the audit log is off. */
  readonly auditLog?: AuditLog | null;
  readonly report: (record: RequestRecord) => void;
}

/** Who sends an operation on a WebSocket. */
export interface SocketCaller {
  readonly reading: TokenReading;
  /** The request that became the WebSocket. */
  readonly request: IncomingMessage;
  readonly share: Share;
  readonly cancellation: Cancellation;
  /** Closes the WebSocket at once. */
  readonly cut: () => void;
  /** Called when the operation's stream has started. */
  readonly onStream: (live: LiveStream) => void;
  /** Called when it has ended. */
  readonly onStreamEnd: (live: LiveStream) => void;
}

/** Runs the operations that come on WebSockets, with the same checks as those that come as HTTP requests. */
export function createSocketOperations(options: SocketOperationsOptions) {
  const { apollo, glance, sharing, streams, operationTimeoutMs, admission, rateLimit, logger, report } = options;
  const { auditLog = null } = options;
  const lookUpDocument = createDocumentLookUp(options.persistedDocuments, logger);

  /** Never rejects. @returns errors for an operation that was refused before it was executed */
  return async (payload: object, caller: SocketCaller): Promise<ExecutionArgs | readonly GraphQLError[]> => {
    const { reading, cancellation } = caller;
    const share = caller.share.renew();
    const started = performance.now();
    const requestId = `req-${randomUUID()}`;
    const record = createOperationRecord(
      readClientText(caller.request, 'apollographql-client-name', reading.token),
      readClientText(caller.request, 'apollographql-client-version', reading.token),
    );
    const audit = auditLog && new OperationAudit(auditLog, requestId, reading.token, record);
    let giveBack = (): void => {};
    let isAdmitted = false;
    let isStream = false;
    let status = 200;
    const token = reading.token ?? '';
    const enter = (): void => {
      giveBack = streams.take(share);
    };
    const isReadOnly = false;
    const subscriber = new Subscriber({ glance, sharing, token, share, operationTimeoutMs, isReadOnly, enter });

    async function execute(): Promise<FormattedExecutionResult> {
      const verdict = await rateLimit?.(share);
      if (verdict && verdict.retryAfterSeconds !== null) {
        throw new HttpError(429, undefined, verdict.retryAfterSeconds);
      }
      const admitted = admission.enter(share, cancellation);
      if (admitted) await admitted;
      isAdmitted = true;
      const { body } = lookUpDocument({ body: payload, search: '' }, { requestId, contentType: 'application/json' });
      const contextValue = createContext(glance, {
        caller: { token, cancellation, share, audit: audit ?? undefined },
        audit,
        hasToken: reading.token !== null,
        tokenProblem: reading.problem,
        requestId,
        contentType: 'application/json',
        record,
        subscriber,
      });
      const response = await apollo.executeOperation(toRequest(body), { contextValue });
      if (response.body.kind !== 'single') throw new Error('incremental delivery is not offered');
      const { data, errors } = response.body.singleResult;
      return { ...(errors ? { errors } : null), ...(data === undefined ? null : { data }) };
    }

    function toRefusal(error: unknown): ToldError {
      const known = isRefusal(error) ? error : new HttpError(500);
      ({ status } = known);
      record.codes.push(known.code);
      if (known !== error) logger.error({ requestId, error: toLoggedError(error, reading.token) }, 'request failed');
      return toToldError(known);
    }

    try {
      const result = await execute();
      const target = { transport: 'websocket', requestId, operation: record, cut: caller.cut } as const;
      const live = streams.start(subscriber, target, () => {
        giveBack();
        subscriber.leave();
        if (live) caller.onStreamEnd(live);
      });
      if (live) {
        isStream = true;
        caller.onStream(live);
        return toArguments(toResults(live));
      }
      return result.data === undefined ? [new ToldError(result.errors ?? [])] : toArguments(result);
    } catch (error) {
      return [toRefusal(error)];
    } finally {
      if (isAdmitted) admission.leave(share);
      if (!isStream) {
        giveBack();
        subscriber.leave();
        const isGone = cancellation.reason === 'clientGone';
        const durationMs = performance.now() - started;
        report({ requestId, operation: record, status: isGone ? CLIENT_GONE : status, durationMs });
      }
    }
  };
}

export type RunSocketOperation = ReturnType<typeof createSocketOperations>;

/** What Apollo Server reads of a message, whose fields have been checked. */
function toRequest(body: unknown): GraphQLRequest {
  const { query, operationName, variables, extensions } = toFields(body);
  return {
    query: typeof query === 'string' ? query : '',
    ...(typeof operationName === 'string' ? { operationName } : null),
    ...(isObject(variables) ? { variables: toFields(variables) } : null),
    ...(isObject(extensions) ? { extensions: toFields(extensions) } : null),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function toFields(value: unknown): Record<string, unknown> {
  return isObject(value) ? { ...value } : {};
}
