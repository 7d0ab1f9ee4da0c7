import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer, HTTPGraphQLResponse } from '@apollo/server';
import { createContext, type GraphQLContext } from '../graphql/server/context.ts';
import type { Glance } from '../glance/glance.ts';
import { createOwnShare, type Share } from '../fairness/tenants.ts';
import { toLoggedError } from '../log/loggedError.ts';
import type { Logger } from '../log/logger.ts';
import type { Accept } from './accept.ts';
import { createAdmission } from './admission.ts';
import { readJsonBody } from './body.ts';
import { createCors } from './cors.ts';
import { HttpError } from './httpError.ts';
import { HttpExchange } from './httpExchange.ts';
import {
  createDocumentLookUp,
  DocumentError,
  type PersistedDocumentsOptions,
} from '../persistedDocuments/persistedDocuments.ts';
import type { RateLimit } from './rateLimit/rateLimit.ts';
import { RequestHeaders } from './requestHeaders.ts';
import { toSearch } from './requestTarget.ts';
import type { RequestRecord } from './requestRecord.ts';
import { SECURITY_HEADERS } from './securityHeaders.ts';
import { MAX_TOKEN_LENGTH, readToken, type TokenReading } from './token.ts';

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
  const { apollo, glance, operationTimeoutMs, maxTokenLength = MAX_TOKEN_LENGTH, rateLimit, logger, report } = options;
  const { openShare = createOwnShare } = options;
  const cors = createCors(options.corsOrigins, options.corsHeaders);
  const lookUpDocument = createDocumentLookUp(options.persistedDocuments, logger);
  const admission = createAdmission(options.maxOperations);

  /** @throws HttpError, DocumentError */
  async function execute(exchange: HttpExchange, { token, problem }: TokenReading, share: Share): Promise<void> {
    const { request, headers, accept, requestId, contentType } = exchange;
    const { method = '' } = request;
    if (rateLimit) {
      const verdict = await rateLimit(share);
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
          caller: { token: token ?? '', cancellation: exchange.cancellation, share },
          hasToken: token !== null,
          tokenProblem: problem,
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
      logger.error(
        { requestId, error: toLoggedError(error, readToken(request, maxTokenLength).token) },
        'request failed',
      );
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
    const reading = readToken(request, maxTokenLength);
    const share = openShare(request, reading.token);
    let isAdmitted = false;
    try {
      const turn = admission.enter(share, exchange.cancellation);
      if (turn) await turn;
      isAdmitted = true;
      await execute(exchange, reading, share);
    } catch (error) {
      refuse(exchange, error);
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
