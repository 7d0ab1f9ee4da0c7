import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApolloServer, HTTPGraphQLResponse } from '@apollo/server';
import type { Cancellation } from '../lib/cancellation.ts';
import { createContext, type GraphQLContext } from '../graphql/server/context.ts';
import type { Glance } from '../glance/glance.ts';
import { createOwnShare, type Share } from '../fairness/tenants.ts';
import { toLoggedError } from '../log/loggedError.ts';
import type { Logger } from '../log/logger.ts';
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
  /** On whose account a request is; without it each is on its own. */
  readonly openShare?: (request: IncomingMessage, token: string | null) => Share;
  /** Bounds the operations that run, each from the end of its body on. */
  readonly admission: Admission;
  /** Bounds what bodies hold before their operations run. */
  readonly bodies: FairLedger;
  /** Is told of responses that are not read at once; null keeps them for whatever time. */
  readonly watchUnread: WatchUnread | null;
  /** Null: nobody asks too often. */
  readonly rateLimit: RateLimit | null;
  /** Null: clients send texts, whatever these are. */
  readonly persistedDocuments: PersistedDocumentsOptions | null;
  readonly logger: Logger;
  /** Told of every request once it is over, but for preflights. Must not throw. */
  readonly report: (record: RequestRecord) => void;
}

/** On whose account an operation runs, and until when. */
interface Asked {
  readonly reading: TokenReading;
  readonly share: Share;
  readonly cancellation: Cancellation;
}

/** Answers `/graphql`. Never rejects: what goes wrong is answered. */
export function createGraphqlHandler(options: GraphqlHandlerOptions) {
  const { apollo, glance, operationTimeoutMs, maxTokenLength = MAX_TOKEN_LENGTH, rateLimit, logger, report } = options;
  const { openShare = createOwnShare, admission, bodies, watchUnread } = options;
  const cors = createCors(options.corsOrigins, options.corsHeaders);
  const lookUpDocument = createDocumentLookUp(options.persistedDocuments, logger);

  /** @returns the text of the body, null for a request without one, in the request's turn. @throws HttpError */
  async function receive({ request, headers }: HttpExchange, share: Share, turn: Turn | null): Promise<string | null> {
    if (rateLimit) {
      const verdict = await rateLimit(share);
      headers.push(...verdict.headers);
      if (verdict.retryAfterSeconds !== null) throw new HttpError(429, undefined, verdict.retryAfterSeconds);
    }
    if (request.method === 'POST') return readJsonText(request, { turn, hold: (evict) => bodies.open(share, evict) });
    // A body that nobody reads would keep the connection from being read, and the end of its client from being seen.
    request.resume();
    if (request.method !== 'GET') throw new HttpError(405);
    if (turn !== null && !(await turn)) throw new HttpError(400);
    return null;
  }

  /** @throws HttpError, DocumentError */
  async function execute(exchange: HttpExchange, text: string | null, asked: Asked): Promise<void> {
    const { reading, share, cancellation } = asked;
    const { request, headers, accept, requestId, contentType } = exchange;
    const { method = '' } = request;
    const sent = { body: text === null ? undefined : parseJsonBody(text), search: toSearch(request.url ?? '') };
    const { body, search } = lookUpDocument(sent, exchange);
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method,
        // Apollo would parse it twice, each time anew.
        headers: new RequestHeaders(request.headers, accept.isPlain ? 'accept' : null),
        search,
        body,
      },
      context: async () =>
        createContext(glance, {
          caller: { token: reading.token ?? '', cancellation, share },
          hasToken: reading.token !== null,
          tokenProblem: reading.problem,
          requestId,
          contentType,
          record: exchange.operation,
        }),
    });
    addHeaders(headers, answer, accept);
    const response = toText(answer);
    // It took long to write, and will take long to encode.
    if (response.length > LONG_RESPONSE) await nextTurn();
    exchange.send(answer.status ?? 200, response);
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
    // A new connection costs less than reading the rest of a body that was refused.
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
      owner: share,
      turn,
      operationTimeoutMs,
      watchUnread,
      report,
    });
    let isAdmitted = false;
    try {
      const text = await receive(exchange, share, turn);
      // The request counts as an operation from here on, so that a client that sends its body slowly takes no place of one.
      const cancellation = exchange.begin();
      const admitted = admission.enter(share, cancellation);
      if (admitted) await admitted;
      isAdmitted = true;
      await execute(exchange, text, { reading, share, cancellation });
    } catch (error) {
      if (turn !== null) request.resume();
      if (turn === null || (await turn)) refuse(exchange, error);
    }
    if (isAdmitted) admission.leave(share);
    share.close();
    exchange.end();
  };
}

function addHeaders(list: string[], { headers }: HTTPGraphQLResponse, { isPlain, contentType }: Accept): void {
  for (const [name, value] of headers) {
    if (name === 'cache-control') continue;
    list.push(name, name === 'content-type' && isPlain ? `${contentType}; charset=utf-8` : value);
  }
}

function toText({ body }: HTTPGraphQLResponse): string {
  if (body.kind === 'complete') return body.string;
  throw new Error('incremental delivery is not offered');
}
