import type { Dispatcher } from 'undici';
import type { Caller } from '../caller.ts';
import { GlanceError } from '../errors.ts';
import { LOCAL_SHORTAGES, toCode, toTransportError } from './transportError.ts';
import type { GlanceRequest, GlanceResponse } from './call.ts';

/** How much is kept of a response of which only the end is kept. */
const END_BYTES = 256 * 1024;

interface ExchangeOptions {
  readonly caller: Caller;
  readonly method: GlanceRequest['method'];
  readonly requestId: string;
  readonly maxBytes: number;
  /** Whether only the end of the response is kept. */
  readonly keepsEnd: boolean;
  readonly resolve: (response: GlanceResponse) => void;
  readonly reject: (error: GlanceError) => void;
  readonly onLocalShortage: ((code: string) => void) | undefined;
}

/** One request and its response. Undici's `request()` makes a stream for each response, and was a quarter slower. */
export class Exchange implements Dispatcher.DispatchHandler {
  settled = false;
  readonly #options: ExchangeOptions;
  readonly #giveUp = (): void =>
    this.#fail(new GlanceError('timeout', { ...this.#details(), silentMs: this.#silentMs() }));
  #controller: Dispatcher.DispatchController | null = null;
  /** When the request was sent, or when the last bytes of the response came. */
  #heardAt = 0;
  #status = 0;
  #contentType = '';
  #retryAfter: string | null = null;
  #date: string | null = null;
  #subjectToken: string | null = null;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    const { cancellation } = options.caller;
    // Do not send a request whose deadline has come.
    if (cancellation.remainingMs <= 1) this.#giveUp();
    else cancellation.onCancel(this.#giveUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.settled) return controller.abort(new Error('nobody waits for it any more'));
    this.#controller = controller;
    this.#heardAt = performance.now();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#heardAt = performance.now();
    if (status < 200) return;
    this.#status = status;
    this.#contentType = String(headers['content-type'] ?? '');
    this.#retryAfter = toText(headers['retry-after']);
    this.#date = toText(headers['date']);
    this.#subjectToken = toText(headers['x-subject-token']);
    if (Number(headers['content-length'] ?? 0) > this.#options.maxBytes) this.#refuseSize(controller);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#heardAt = performance.now();
    this.#bytes += chunk.length;
    if (this.#bytes > this.#options.maxBytes) this.#refuseSize(controller);
    else this.#chunks.push(chunk);
    if (this.#options.keepsEnd) this.#dropBeginning();
  }

  onResponseEnd(): void {
    if (this.#settle()) this.#options.resolve(this.#toResponse(null));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.settled) return;
    const code = toCode(error);
    if (LOCAL_SHORTAGES.has(code)) this.#options.onLocalShortage?.(code);
    this.#fail(toTransportError(error, this.#details()));
  }

  #toResponse(cut: GlanceError | null): GlanceResponse {
    const [only] = this.#chunks;
    return {
      status: this.#status,
      contentType: this.#contentType,
      retryAfter: this.#retryAfter,
      date: this.#date,
      subjectToken: this.#subjectToken,
      text: only && this.#chunks.length === 1 ? only.toString() : Buffer.concat(this.#chunks).toString(),
      requestId: this.#options.requestId,
      cut,
    };
  }

  #details(): { requestId: string; upstreamStatus: number | null; outcome: 'unknown' | 'notApplied' } {
    return {
      requestId: this.#options.requestId,
      upstreamStatus: this.#status || null,
      outcome: this.#controller === null ? 'notApplied' : 'unknown',
    };
  }

  #dropBeginning(): void {
    let kept = this.#chunks.reduce((bytes, chunk) => bytes + chunk.length, 0);
    for (let [first] = this.#chunks; first && kept - first.length >= END_BYTES; [first] = this.#chunks) {
      kept -= first.length;
      this.#chunks.shift();
    }
  }

  #silentMs(): number | null {
    return this.#controller === null ? null : performance.now() - this.#heardAt;
  }

  #refuseSize(controller: Dispatcher.DispatchController): void {
    const error = new GlanceError('protocol', { ...this.#details(), tooLarge: this.#status < 300 });
    // The status of a 4xx is believed without its body. Any other response of that size is not from the image service.
    if (this.#status >= 400 && this.#status < 500) this.#fail(error);
    else if (this.#settle()) this.#options.reject(error);
    controller.abort(new Error('the response is too large'));
  }

  /**
   * A write whose response has a status resolves with that status, without the body. A GET without its body rejects.
   */
  #fail(error: GlanceError): void {
    if (!this.#settle()) return;
    if (this.#status === 0 || this.#options.method === 'GET') this.#options.reject(error);
    else this.#options.resolve(this.#toResponse(error));
    this.#controller?.abort(error);
  }

  #settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.#options.caller.cancellation.offCancel(this.#giveUp);
    return true;
  }
}

function toText(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : null;
}
