import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer, HTTPGraphQLResponse } from '@apollo/server';
import { createContext, type GraphQLContext } from '../graphql/context.ts';
import type { Glance } from '../glance/glance.ts';
import { toLoggedError } from '../loggedError.ts';
import type { Logger } from '../logger.ts';
import type { Accept } from './accept.ts';
import { readJsonBody } from './body.ts';
import { createCors } from './cors.ts';
import { HttpError } from './httpError.ts';
import { HttpExchange } from './httpExchange.ts';
import { createDocumentLookUp, DocumentError, type PersistedDocumentsOptions } from './persistedDocuments.ts';
import type { RateLimit } from './rateLimit.ts';
import { RequestHeaders } from './requestHeaders.ts';
import type { RequestRecord } from './requestRecord.ts';
import { SECURITY_HEADERS } from './securityHeaders.ts';
import { parseToken } from './token.ts';

const RETRY_AFTER_SECONDS = 1;

export interface GraphqlHandlerOptions {
  readonly apollo: Pick<ApolloServer<GraphQLContext>, 'executeHTTPGraphQLRequest'>;
  readonly glance: Glance;
  readonly operationTimeoutMs: number;
  readonly corsOrigins: readonly string[];
  /** Request headers that pages may send beside the usual ones. */
  readonly corsHeaders?: readonly string[];
  /** Operations under way beyond which one more is refused, unread. */
  readonly maxOperations: number;
  /** Null: nobody asks too often. */
  readonly rateLimit: RateLimit | null;
  /** Null: clients send texts, whatever these are. */
  readonly persistedDocuments: PersistedDocumentsOptions | null;
  readonly logger: Logger;
  /** Told of every request once it is over, but for preflights. Must not throw. */
  readonly report: (record: RequestRecord) => void;
}

/** Answers `/graphql`. Never rejects: what goes wrong is answered. */
export function createGraphqlHandler(options: GraphqlHandlerOptions) {
  const { apollo, glance, operationTimeoutMs, maxOperations, rateLimit, logger, report } = options;
  const cors = createCors(options.corsOrigins, options.corsHeaders);
  const lookUpDocument = createDocumentLookUp(options.persistedDocuments, logger);
  let running = 0;

  /** @throws HttpError, DocumentError */
  async function execute(exchange: HttpExchange): Promise<void> {
    const { request, headers, accept, requestId, contentType } = exchange;
    const { method = '' } = request;
    const token = parseToken(request.headers);
    if (rateLimit) {
      const verdict = await rateLimit(request, token);
      headers.push(...verdict.headers);
      if (verdict.retryAfterSeconds !== null) throw new HttpError(429, undefined, verdict.retryAfterSeconds);
    }
    if (method !== 'GET' && method !== 'POST') throw new HttpError(405);
    const sent = {
      body: method === 'POST' ? await readJsonBody(request) : undefined,
      search: toSearch(request.url ?? ''),
    };
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
    // What is left of a body is not worth reading. A client that was refused for overload keeps its connection: a new
    // one costs more than the rest of its body, which Node reads off.
    if (!request.complete && known.status !== 503) headers.push('connection', 'close');
    exchange.send(known.status, known.body);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers, isPreflight } = cors(request);
    if (isPreflight) {
      response.writeHead(204, [...headers, ...SECURITY_HEADERS]).end();
      return;
    }
    const exchange = new HttpExchange(request, response, { headers, operationTimeoutMs, report });
    running += 1;
    try {
      if (running > maxOperations) throw new HttpError(503, 'The gateway is overloaded.', RETRY_AFTER_SECONDS);
      await execute(exchange);
    } catch (error) {
      refuse(exchange, error);
    }
    running -= 1;
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
