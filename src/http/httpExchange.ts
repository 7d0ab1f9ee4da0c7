import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Cancellation } from '../lib/cancellation.ts';
import { createOperationRecord } from '../graphql/server/operationRecord.ts';
import { parseAccept, type Accept, type ResponseType } from './accept.ts';
import { CLIENT_GONE, type RequestRecord } from './requestRecord.ts';
import { SECURITY_HEADERS } from './securityHeaders.ts';

/** One GraphQL request, from its head to its report. */
export class HttpExchange {
  readonly request: IncomingMessage;
  readonly requestId = `req-${randomUUID()}`;
  readonly accept: Accept;
  readonly cancellation: Cancellation;
  readonly operation = createOperationRecord();
  /** Of the answer, names and values in turn. */
  readonly headers: string[];
  readonly #response: ServerResponse;
  readonly #started = performance.now();
  readonly #report: (record: RequestRecord) => void;
  #isEnded = false;
  #isClosed = false;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    options: {
      readonly headers: readonly string[];
      readonly operationTimeoutMs: number;
      readonly report: (record: RequestRecord) => void;
    },
  ) {
    this.request = request;
    this.#response = response;
    this.#report = options.report;
    this.headers = [...options.headers];
    this.accept = parseAccept(request.headers.accept);
    this.cancellation = Cancellation.start(options.operationTimeoutMs);
    response.once('close', () => {
      this.#isClosed = true;
      if (!response.writableFinished) this.cancellation.cancel('clientGone');
      this.#reportEnd();
    });
  }

  get contentType(): ResponseType {
    return this.accept.contentType;
  }

  send(status: number, body: string): void {
    const response = this.#response;
    if (response.destroyed) return;
    this.headers.push(
      'content-length',
      String(Buffer.byteLength(body)),
      'x-request-id',
      this.requestId,
      'cache-control',
      'no-store',
      ...SECURITY_HEADERS,
    );
    response.writeHead(status, this.headers);
    response.end(body);
  }

  /** Nothing more is done for it. What a client that left had asked for ends after its connection. */
  end(): void {
    this.cancellation.stopTimer();
    this.#isEnded = true;
    this.#reportEnd();
  }

  #reportEnd(): void {
    if (!this.#isEnded || !this.#isClosed) return;
    this.#report({
      requestId: this.requestId,
      operation: this.operation,
      status: this.#response.writableFinished ? this.#response.statusCode : CLIENT_GONE,
      durationMs: performance.now() - this.#started,
    });
  }
}
