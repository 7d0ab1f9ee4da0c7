import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApolloServer, HTTPGraphQLResponse } from '@apollo/server';
import type { Cancellation } from '../lib/cancellation.ts';
import { createContext, type GraphQLContext } from '../graphql/server/context.ts';
import type { Glance } from '../glance/glance.ts';
import { createOwnShare, type Share } from '../fairness/tenants.ts';
import { toLoggedError } from '../log/loggedError.ts';
import type { AuditLog } from '../log/audit.ts';
import type { Logger } from '../log/logger.ts';
import { OperationAudit } from '../graphql/server/operationAudit.ts';
import type { Accept } from './accept.ts';
import type { Admission } from './admission.ts';
import { parseJsonBody, readJsonText } from './body/body.ts';
import { createCors } from './cors.ts';
import type { FairLedger } from '../fairness/fairLedger.ts';
import { HttpError } from './httpError.ts';
import { HttpExchange } from './httpExchange.ts';
import {
  createDocumentLookUp,
  DocumentError,
  type PersistedDocumentsOptions,
} from '../persistedDocuments/persistedDocuments.ts';
import type { Turn } from './connection/pipelining.ts';
import type { RateLimit } from './rateLimit/rateLimit.ts';
import { RequestHeaders } from './requestHeaders.ts';
import { toSearch } from './requestTarget.ts';
import type { RequestRecord } from './requestRecord.ts';
import { SECURITY_HEADERS } from './securityHeaders.ts';
import { StreamAttempt, toBody, type HttpStreams } from './stream/streamAttempt.ts';
import { MAX_TOKEN_LENGTH, readToken, type TokenReading } from './token.ts';
import type { WatchUnread } from './connection/unreadResponses.ts';

const LONG_RESPONSE = 1024 * 1024;

export interface GraphqlHandlerOptions {
  readonly apollo: Pick<ApolloServer<GraphQLContext>, 'executeHTTPGraphQLRequest'>;
  readonly glance: Glance;
  readonly operationTimeoutMs: number;
  /** Most characters of a token; 32,768 unless given. */
  readonly maxTokenLength?: number;
  readonly corsOrigins: readonly string[];
  readonly corsHeaders: readonly string[];
  /** The share of the caller's token and address. Unless given, each request has a share of its own. */
  readonly openShare?: (request: IncomingMessage, token: string | null) => Share;
  /** Limits the operations that run, each from the end of its body on. */
  readonly admission: Admission;
  /** Limits the bytes of bodies whose operations do not run yet. */
  readonly bodies: FairLedger;
  /** Called for responses that are not read at once; null lets clients take any time. */
  readonly watchUnread: WatchUnread | null;
  /** Null without rate limits. */
  readonly rateLimit: RateLimit | null;
  /** Null when clients may send any document. */
  readonly persistedDocuments: PersistedDocumentsOptions | null;
  /** Without it no subscription is taken. */
  readonly streams?: HttpStreams | undefined;
  readonly logger: Logger;
  /** Null where the audit log is off. */
  readonly auditLog?: AuditLog | null;
  /** Called at the end of every request that is no preflight. Must not throw. */
  readonly report: (record: RequestRecord) => void;
}

/** The caller of an operation, and its deadline. */
interface OperationCaller {
  readonly reading: TokenReading;
  readonly share: Share;
  readonly cancellation: Cancellation;
}

/** Serves `/graphql`. Never rejects: every failure becomes a response. */
export function createGraphqlHandler(options: GraphqlHandlerOptions) {
  const { apollo, glance, operationTimeoutMs, maxTokenLength = MAX_TOKEN_LENGTH, rateLimit, logger, report } = options;
  const { openShare = createOwnShare, admission, bodies, watchUnread, streams, auditLog = null } = options;
  const cors = createCors(options.corsOrigins, options.corsHeaders);
  const lookUpDocument = createDocumentLookUp(options.persistedDocuments, logger);

  /**
   * Checks the rate limit and reads the body. Resolves when it is the request's turn.
   * @returns the text of the body; null for a GET
   * @throws HttpError
   */
  async function receive({ request, headers }: HttpExchange, share: Share, turn: Turn | null): Promise<string | null> {
    if (rateLimit) {
      const verdict = await rateLimit(share);
      headers.push(...verdict.headers);
      if (verdict.retryAfterSeconds !== null) throw new HttpError(429, undefined, verdict.retryAfterSeconds);
    }
    if (request.method === 'POST') return readJsonText(request, { turn, hold: (evict) => bodies.open(share, evict) });
    // Discard the body: an unread body stops the connection from being read, and the end of the connection from being
    // noticed.
    request.resume();
    if (request.method !== 'GET') throw new HttpError(405);
    if (turn !== null && !(await turn)) throw new HttpError(400);
    return null;
  }

  function createAttempt({ accept, request }: HttpExchange, { reading, share }: OperationCaller): StreamAttempt | null {
    if (accept.stream === null || !streams) return null;
    const isReadOnly = request.method === 'GET';
    const token = reading.token ?? '';
    return new StreamAttempt(accept.stream, streams, { glance, token, share, operationTimeoutMs, isReadOnly });
  }

  /**
   * Executes an operation and sends its response.
   * @returns a subscription that has started, whose stream has to be sent; null for every other operation
   * @throws HttpError, DocumentError
   */
  async function execute(
    exchange: HttpExchange,
    text: string | null,
    caller: OperationCaller,
  ): Promise<StreamAttempt | null> {
    const attempt = createAttempt(exchange, caller);
    let response: HTTPGraphQLResponse;
    try {
      response = await run(exchange, text, caller, attempt);
    } catch (error) {
      attempt?.end();
      throw error;
    }
    if (attempt?.hasStarted) return attempt;
    attempt?.end();
    const { accept, headers } = exchange;
    const json = toText(response);
    const streamText = attempt?.toStreamText(response, exchange, json) ?? null;
    if (attempt && streamText !== null) headers.push('content-type', attempt.format.contentType);
    addHeaders(headers, response, streamText === null ? accept : null, attempt !== null);
    const responseText = streamText ?? json;
    // Send a long text in another turn of the event loop, because encoding it takes as long as writing it did.
    if (responseText.length > LONG_RESPONSE) await nextTurn();
    exchange.send(streamText === null ? (response.status ?? 200) : 200, responseText);
    return null;
  }

  /** @throws HttpError, DocumentError */
  function run(
    exchange: HttpExchange,
    text: string | null,
    { reading, share, cancellation }: OperationCaller,
    attempt: StreamAttempt | null,
  ): Promise<HTTPGraphQLResponse> {
    const { request, accept, requestId, contentType } = exchange;
    const { method = '' } = request;
    const sent = { body: text === null ? undefined : parseJsonBody(text), search: toSearch(request.url ?? '') };
    const { body, search } = lookUpDocument(sent, exchange);
    const audit = auditLog && new OperationAudit(auditLog, requestId, reading.token, exchange.operation);
    return apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: attempt ? 'POST' : method,
        // Hide a plain `Accept` header: Apollo would parse it twice for each request. Of the others it knows no stream.
        headers: new RequestHeaders(
          request.headers,
          accept.isPlain || attempt ? 'accept' : null,
          // A browser asks before it sends a page's request with a token.
          attempt !== null && reading.token !== null,
        ),
        search,
        body: attempt && text === null ? toBody(search) : body,
      },
      context: async () =>
        createContext(glance, {
          caller: { token: reading.token ?? '', cancellation, share, audit: audit ?? undefined },
          audit,
          hasToken: reading.token !== null,
          tokenProblem: reading.problem,
          requestId,
          // The response to a stream's request has status 200, also where it is an error.
          contentType: attempt?.isForAll ? 'application/json' : contentType,
          record: exchange.operation,
          subscriber: attempt?.subscriber ?? null,
        }),
    });
  }

  function refuse(exchange: HttpExchange, error: unknown): void {
    const { request, headers, requestId, contentType, operation } = exchange;
    const known = error instanceof HttpError || error instanceof DocumentError ? error : new HttpError(500);
    operation.codes.push(known.code);
    if (known !== error) {
      logger.error(
        { requestId, error: toLoggedError(error, readToken(request, maxTokenLength).token) },
        'request failed',
      );
    }
    headers.push('content-type', `${contentType}; charset=utf-8`);
    if (known.status === 405) headers.push('allow', 'GET, POST');
    if (known.retryAfterSeconds !== null) headers.push('retry-after', String(known.retryAfterSeconds));
    // Close the connection: reading the rest of a refused body costs more than a new connection.
    if (!request.complete) headers.push('connection', 'close');
    exchange.send(known.status, known.body);
  }

  return async (request: IncomingMessage, response: ServerResponse, turn: Turn | null = null): Promise<void> => {
    const { headers, isPreflight } = cors(request);
    if (isPreflight) {
      request.resume();
      if (turn !== null && !(await turn)) return;
      response.writeHead(204, [...headers, ...SECURITY_HEADERS]).end();
      return;
    }
    const reading = readToken(request, maxTokenLength);
    const share = openShare(request, reading.token);
    const exchange = new HttpExchange(request, response, {
      headers,
      token: reading.token,
      owner: share,
      turn,
      operationTimeoutMs,
      watchUnread,
      report,
    });
    let isAdmitted = false;
    let started: StreamAttempt | null = null;
    try {
      const text = await receive(exchange, share, turn);
      // The operation begins after the body, so that a client that sends its body slowly takes no place of an
      // operation.
      const cancellation = exchange.begin();
      const admitted = admission.enter(share, cancellation);
      if (admitted) await admitted;
      isAdmitted = true;
      started = await execute(exchange, text, { reading, share, cancellation });
    } catch (error) {
      if (turn !== null) request.resume();
      if (turn === null || (await turn)) refuse(exchange, error);
    }
    if (isAdmitted) admission.leave(share);
    if (started) await started.sendStream(exchange);
    share.close();
    exchange.end();
  };
}

/** @param accept null for a response whose type is in the list already */
function addHeaders(list: string[], { headers }: HTTPGraphQLResponse, accept: Accept | null, isHidden: boolean): void {
  for (const [name, value] of headers) {
    if (name === 'cache-control' || (accept === null && name === 'content-type')) continue;
    const isOwnType = name === 'content-type' && accept !== null && (accept.isPlain || isHidden);
    list.push(name, isOwnType ? `${accept.contentType}; charset=utf-8` : value);
  }
}

function toText({ body }: HTTPGraphQLResponse): string {
  if (body.kind === 'complete') return body.string;
  throw new Error('incremental delivery is not offered');
}
