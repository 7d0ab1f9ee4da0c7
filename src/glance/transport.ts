import { Pool, type Dispatcher } from 'undici';
import type { Caller } from './caller.ts';
import { GlanceError } from './errors.ts';
import { toTransportError } from './transportError.ts';

export interface TransportOptions {
  /** Base URL of the image service, without `/v2`; may have a path prefix. */
  readonly endpoint: string;
  readonly connections: number;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** Certificates in PEM that TLS connections are checked against; those that Node knows unless given. */
  readonly ca?: string | null;
  /** Larger answers are cut off and reported as `protocol`. */
  readonly maxAnswerBytes: number;
}

export interface GlanceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the endpoint, with the query. Made of checked identifiers only: Glance decodes `%2F` before routing. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
  /** Names and values in turn, beside those that every request has. */
  readonly headers?: readonly string[];
}

export interface GlanceAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly text: string;
  readonly requestId: string;
}

export interface Transport {
  /** @throws GlanceError when no whole answer came; every whole answer, whatever its status, is returned. */
  send(caller: Caller, request: GlanceRequest, requestId: string): Promise<GlanceAnswer>;
  close(): Promise<void>;
}

export function createTransport(options: TransportOptions): Transport {
  const { origin, pathname } = new URL(options.endpoint);
  const prefix = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections: options.connections,
    pipelining: 1,
    headersTimeout: options.headersTimeoutMs,
    bodyTimeout: options.bodyTimeoutMs,
    connect: { timeout: options.connectTimeoutMs, ...(options.ca ? { ca: options.ca } : {}) },
  });
  return {
    send: (caller, request, requestId) =>
      new Promise((resolve, reject) => {
        const headers = [
          'accept',
          'application/json',
          'x-auth-token',
          caller.token,
          'x-openstack-request-id',
          requestId,
        ];
        if (request.headers) headers.push(...request.headers);
        if (request.body !== undefined) headers.push('content-type', 'application/json');
        const exchange = new Exchange(caller, requestId, options.maxAnswerBytes, resolve, reject);
        if (exchange.settled) return;
        pool.dispatch(
          { method: request.method, path: prefix + request.path, headers, body: request.body ?? null },
          exchange,
        );
      }),
    close: () => pool.destroy(),
  };
}

/** One request and its answer. Undici's `request()` would add a stream and its promises: a quarter slower, measured. */
class Exchange implements Dispatcher.DispatchHandler {
  settled = false;
  readonly #caller: Caller;
  readonly #requestId: string;
  readonly #maxBytes: number;
  readonly #resolve: (answer: GlanceAnswer) => void;
  readonly #reject: (error: GlanceError) => void;
  readonly #giveUp = (): void => this.#fail(new GlanceError('timeout', this.#details()));
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #contentType = '';
  #retryAfter: string | null = null;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(
    caller: Caller,
    requestId: string,
    maxBytes: number,
    resolve: (answer: GlanceAnswer) => void,
    reject: (error: GlanceError) => void,
  ) {
    this.#caller = caller;
    this.#requestId = requestId;
    this.#maxBytes = maxBytes;
    this.#resolve = resolve;
    this.#reject = reject;
    // What would be given up at once must not go out.
    if (caller.cancellation.remainingMs <= 1) this.#giveUp();
    else caller.cancellation.onCancel(this.#giveUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.settled) controller.abort(new Error('nobody waits for it any more'));
    else this.#controller = controller;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#contentType = String(headers['content-type'] ?? '');
    const retryAfter = headers['retry-after'];
    this.#retryAfter = typeof retryAfter === 'string' ? retryAfter : null;
    if (Number(headers['content-length'] ?? 0) > this.#maxBytes) this.#refuseSize(controller);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) this.#refuseSize(controller);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    const [only] = this.#chunks;
    this.#resolve({
      status: this.#status,
      contentType: this.#contentType,
      retryAfter: this.#retryAfter,
      text: only && this.#chunks.length === 1 ? only.toString() : Buffer.concat(this.#chunks).toString(),
      requestId: this.#requestId,
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#settle()) this.#reject(toTransportError(error, this.#details()));
  }

  #details(): { requestId: string; upstreamStatus: number | null; outcome: 'unknown' | 'notApplied' } {
    return {
      requestId: this.#requestId,
      upstreamStatus: this.#status || null,
      outcome: this.#controller === null ? 'notApplied' : 'unknown',
    };
  }

  #refuseSize(controller: Dispatcher.DispatchController): void {
    this.#fail(new GlanceError('protocol', this.#details()));
    controller.abort(new Error('the answer is too large'));
  }

  #fail(error: GlanceError): void {
    if (!this.#settle()) return;
    this.#reject(error);
    this.#controller?.abort(error);
  }

  #settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.#caller.cancellation.offCancel(this.#giveUp);
    return true;
  }
}
