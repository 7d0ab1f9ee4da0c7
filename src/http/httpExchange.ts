import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Cancellation } from '../glance/cancellation.ts';
import { createOperationRecord } from '../graphql/operationRecord.ts';
import { parseAccept, type Accept, type ResponseType } from './accept.ts';
import { waitForTurn } from './pipeline.ts';
import { CLIENT_GONE, type RequestRecord } from './requestRecord.ts';
import { SECURITY_HEADERS } from './securityHeaders.ts';
import type { WatchUnread } from './unreadResponses.ts';

/** One GraphQL request, from its head to its report. */
export class HttpExchange {
  readonly request: IncomingMessage;
  readonly requestId = `req-${randomUUID()}`;
  readonly accept: Accept;
  readonly cancellation: Cancellation;
  readonly operation = createOperationRecord();
  /** Null where no earlier request of the connection waits for its answer; false once the connection has ended before. */
  readonly turn: Promise<boolean> | null;
  /** Of the answer, names and values in turn. */
  readonly headers: string[];
  readonly #response: ServerResponse;
  readonly #started = performance.now();
  readonly #report: (record: RequestRecord) => void;
  readonly #watchUnread: WatchUnread | undefined;
  #isEnded = false;
  #isClosed = false;
  #isReported = false;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    options: {
      readonly headers: readonly string[];
      readonly operationTimeoutMs: number;
      readonly report: (record: RequestRecord) => void;
      readonly watchUnread?: WatchUnread | undefined;
    },
  ) {
    this.request = request;
    this.#response = response;
    this.#report = options.report;
    this.#watchUnread = options.watchUnread;
    this.headers = [...options.headers];
    this.accept = parseAccept(request.headers.accept);
    this.cancellation = Cancellation.start(options.operationTimeoutMs);
    const close = (): void => {
      this.#isClosed = true;
      if (!response.writableFinished) this.cancellation.cancel('clientGone');
      this.#reportEnd();
    };
    response.once('close', close);
    this.turn = waitForTurn(request, response, close);
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
    if (response.writableLength > 0) this.#watchUnread?.(this.request, response);
  }

  /** Nothing more is done for it. What a client that left had asked for ends after its connection. */
  end(): void {
    this.cancellation.stopTimer();
    this.#isEnded = true;
    this.#reportEnd();
  }

  #reportEnd(): void {
    if (!this.#isEnded || !this.#isClosed || this.#isReported) return;
    this.#isReported = true;
    this.#report({
      requestId: this.requestId,
      operation: this.operation,
      status: this.#response.writableFinished ? this.#response.statusCode : CLIENT_GONE,
      durationMs: performance.now() - this.#started,
    });
  }
}
