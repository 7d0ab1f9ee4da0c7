import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Cancellation } from '../lib/cancellation.ts';
import { createOperationRecord, type OperationRecord } from '../graphql/server/operationRecord.ts';
import { parseAccept, type Accept, type ResponseType } from './accept.ts';
import { readClientText } from './clientText.ts';
import type { Owner } from '../fairness/fairLedger.ts';
import type { Turn } from './connection/pipelining.ts';
import { CLIENT_GONE, type RequestRecord } from './requestRecord.ts';
import { SECURITY_HEADERS } from './securityHeaders.ts';
import type { WatchUnread } from './connection/unreadResponses.ts';

export interface HttpExchangeOptions {
  readonly headers: readonly string[];
  /** The client's token, which no text of the client may show in the log. */
  readonly token: string | null;
  readonly owner: Owner;
  /** Null when it is the request's turn already. */
  readonly turn: Turn | null;
  readonly operationTimeoutMs: number;
  readonly watchUnread: WatchUnread | null;
  readonly report: (record: RequestRecord) => void;
}

/** Characters up to which Node sends a text together with the headers. */
const LONG_TEXT = 64 * 1024;

/** One GraphQL request and its response, until it is reported. */
export class HttpExchange {
  readonly request: IncomingMessage;
  readonly requestId = `req-${randomUUID()}`;
  readonly accept: Accept;
  readonly operation: OperationRecord;
  /** Headers of the response, as names and values in turn. */
  readonly headers: string[];
  readonly #response: ServerResponse;
  readonly #options: HttpExchangeOptions;
  readonly #started = performance.now();
  #cancellation: Cancellation | null = null;
  #isEnded = false;
  #isStream = false;
  #isClosed = false;

  constructor(request: IncomingMessage, response: ServerResponse, options: HttpExchangeOptions) {
    this.request = request;
    this.#response = response;
    this.#options = options;
    this.headers = [...options.headers];
    this.accept = parseAccept(request.headers.accept);
    this.operation = createOperationRecord(
      readClientText(request, 'apollographql-client-name', options.token),
      readClientText(request, 'apollographql-client-version', options.token),
    );
    response.once('close', () => this.#close());
    // Close the exchange here when its turn never comes: its response then has no connection and emits no `close`.
    void options.turn?.then((isTurn) => isTurn || this.#close());
  }

  get contentType(): ResponseType {
    return this.accept.contentType;
  }

  /** Begins the operation and its deadline. */
  begin(): Cancellation {
    const cancellation = (this.#cancellation = Cancellation.start(this.#options.operationTimeoutMs));
    if (this.#isClosed) cancellation.cancel('clientGone');
    return cancellation;
  }

  send(status: number, text: string): void {
    const response = this.#response;
    if (response.destroyed) return;
    // Encode a long text once. Node would encode it for its length, and once more to send it.
    const body = text.length > LONG_TEXT ? Buffer.from(text) : text;
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
    if (response.writableLength > 0) this.#options.watchUnread?.(response, this.#options.owner);
  }

  /**
   * Begins a response that has no end yet, the last one of its connection. It is reported as a stream and not as a
   * request. The deadline of the operation does not end it.
   */
  beginStream(contentType: string): ServerResponse {
    const response = this.#response;
    this.#isStream = true;
    this.#cancellation?.stopTimer();
    response.shouldKeepAlive = false;
    this.headers.push(
      ...['content-type', contentType, 'x-request-id', this.requestId, 'cache-control', 'no-store'],
      // Nginx would keep events until its buffer is full.
      ...['x-accel-buffering', 'no'],
      ...SECURITY_HEADERS,
    );
    if (!response.destroyed) response.writeHead(200, this.headers);
    // A stream lives long: it keeps nothing of its beginning. The body has been read.
    this.headers.length = 0;
    for (const event of ['data', 'end', 'error']) this.request.removeAllListeners(event);
    return response;
  }

  /** Ends the work on the request. The report waits for the connection as well, which may have ended before. */
  end(): void {
    this.#cancellation?.stopTimer();
    this.#isEnded = true;
    this.#reportEnd();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (!this.#response.writableFinished) this.#cancellation?.cancel('clientGone');
    this.#reportEnd();
  }

  #reportEnd(): void {
    if (!this.#isEnded || !this.#isClosed || this.#isStream) return;
    this.#options.report({
      requestId: this.requestId,
      operation: this.operation,
      status: this.#response.writableFinished ? this.#response.statusCode : CLIENT_GONE,
      durationMs: performance.now() - this.#started,
    });
  }
}
