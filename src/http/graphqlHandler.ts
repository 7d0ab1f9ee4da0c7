import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer, HTTPGraphQLResponse } from '@apollo/server';
import { createContext, type GraphQLContext } from '../graphql/context.ts';
import type { Glance } from '../glance/glance.ts';
import { toLoggedError } from '../loggedError.ts';
import type { Logger } from '../logger.ts';
import type { Accept } from './accept.ts';
import { parseJsonBody, readJsonText, type OpenBody } from './body.ts';
import { createCors } from './cors.ts';
import { HttpError } from './httpError.ts';
import { HttpExchange } from './httpExchange.ts';
import { createDocumentLookUp, DocumentError, type PersistedDocumentsOptions } from './persistedDocuments.ts';
import { waitForTurn } from './pipeline.ts';
import type { RateLimit } from './rateLimit.ts';
import { RequestHeaders } from './requestHeaders.ts';
import type { RequestRecord } from './requestRecord.ts';
import { SECURITY_HEADERS } from './securityHeaders.ts';
import { parseToken } from './token.ts';
import type { WatchUnread } from './unreadResponses.ts';

const RETRY_AFTER_SECONDS = 1;

export interface GraphqlHandlerOptions {
  readonly apollo: Pick<ApolloServer<GraphQLContext>, 'executeHTTPGraphQLRequest'>;
  readonly glance: Glance;
  readonly operationTimeoutMs: number;
  readonly corsOrigins: readonly string[];
  /** Request headers that pages may send beside the usual ones. */
  readonly corsHeaders?: readonly string[];
  /** Operations under way beyond which one more is refused. */
  readonly maxOperations: number;
  /** Null: nobody asks too often. */
  readonly rateLimit: RateLimit | null;
  /** Null: clients send texts, whatever these are. */
  readonly persistedDocuments: PersistedDocumentsOptions | null;
  /** Bounds what bodies hold while they come; no bound unless given. */
  readonly openBody?: OpenBody;
  /** Told of responses that are not read at once. */
  readonly watchUnread?: WatchUnread;
  readonly logger: Logger;
  /** Told of every request once it is over, but for preflights. Must not throw. */
  readonly report: (record: RequestRecord) => void;
}

/** Answers `/graphql`. Never rejects: what goes wrong is answered. */
export function createGraphqlHandler(options: GraphqlHandlerOptions) {
  const { apollo, glance, operationTimeoutMs, maxOperations, rateLimit, logger, report, watchUnread } = options;
  const cors = createCors(options.corsOrigins, options.corsHeaders);
  const lookUpDocument = createDocumentLookUp(options.persistedDocuments, logger);
  let running = 0;

  /** @returns the body's text, null for a request without one. @throws HttpError */
  async function receive({ request, headers }: HttpExchange, token: string | null): Promise<string | null> {
    if (rateLimit) {
      const verdict = await rateLimit(request, token);
      headers.push(...verdict.headers);
      if (verdict.retryAfterSeconds !== null) throw new HttpError(429, undefined, verdict.retryAfterSeconds);
    }
    if (request.method === 'POST') return readJsonText(request, options.openBody);
    if (request.method === 'GET') return null;
    throw new HttpError(405);
  }

  /** @throws HttpError, DocumentError */
  async function execute(exchange: HttpExchange, text: string | null, token: string | null): Promise<void> {
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
          caller: { token: token ?? '', cancellation: exchange.cancellation },
          hasToken: token !== null,
          requestId,
          contentType,
          record: exchange.operation,
        }),
    });
    addHeaders(headers, answer, accept);
    exchange.send(answer.status ?? 200, toText(answer));
  }

  function refuse(exchange: HttpExchange, error: unknown): void {
    const { request, headers, requestId, contentType, operation } = exchange;
    const known = error instanceof HttpError || error instanceof DocumentError ? error : new HttpError(500);
    operation.codes.push(known.code);
    if (known !== error) {
      logger.error({ requestId, error: toLoggedError(error, parseToken(request.headers)) }, 'request failed');
    }
    headers.push('content-type', `${contentType}; charset=utf-8`);
    if (known.status === 405) headers.push('allow', 'GET, POST');
    if (known.retryAfterSeconds !== null) headers.push('retry-after', String(known.retryAfterSeconds));
    // Close the connection: reading the rest of a refused body costs more than a new connection.
    if (!request.complete) headers.push('connection', 'close');
    exchange.send(known.status, known.body);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers, isPreflight } = cors(request);
    if (isPreflight) {
      if ((await waitForTurn(request, response, () => {})) === false) return;
      response.writeHead(204, [...headers, ...SECURITY_HEADERS]).end();
      return;
    }
    const exchange = new HttpExchange(request, response, { headers, operationTimeoutMs, report, watchUnread });
    let isRunning = false;
    try {
      const token = parseToken(request.headers);
      const text = await receive(exchange, token);
      // Counted from here on: a client that sends its request slowly takes nobody's place.
      if (exchange.turn === null || (await exchange.turn)) {
        if (running >= maxOperations) throw new HttpError(503, 'The gateway is overloaded.', RETRY_AFTER_SECONDS);
        running += 1;
        isRunning = true;
        await execute(exchange, text, token);
      }
    } catch (error) {
      if (exchange.turn === null || (await exchange.turn)) refuse(exchange, error);
    }
    if (isRunning) running -= 1;
    exchange.end();
  };
}

function toSearch(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
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
