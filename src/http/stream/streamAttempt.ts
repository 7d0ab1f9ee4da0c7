import type { HTTPGraphQLResponse } from '@apollo/server';
import { Subscriber, type SubscriberOptions } from '../../graphql/subscription/subscriber.ts';
import type { HttpExchange } from '../httpExchange.ts';
import { HttpError } from '../httpError.ts';
import { sendStream, type HttpStreamOptions } from './httpStream.ts';
import type { StreamAccept } from './streamAccept.ts';
import { STREAM_FORMATS } from './streamFormat.ts';
import type { Streams } from './streams.ts';

/** What the handler of HTTP requests needs for subscriptions. */
export interface HttpStreams {
  readonly streams: Streams;
  readonly sharing: SubscriberOptions['sharing'];
  readonly sending: HttpStreamOptions;
}

type Request = Pick<SubscriberOptions, 'glance' | 'token' | 'share' | 'operationTimeoutMs' | 'isReadOnly'>;

/** A request whose client accepts a stream: it may hold a subscription or any other operation. */
export class StreamAttempt {
  readonly subscriber: Subscriber;
  readonly #accept: StreamAccept;
  readonly #options: HttpStreams;
  readonly #request: Request;
  #leave: (() => void) | null = null;

  constructor(accept: StreamAccept, options: HttpStreams, request: Request) {
    this.#accept = accept;
    this.#options = options;
    this.#request = request;
    const { streams, sharing } = options;
    const { glance, token, share, operationTimeoutMs, isReadOnly } = request;
    this.subscriber = new Subscriber({
      glance,
      sharing,
      token,
      share,
      operationTimeoutMs,
      isReadOnly,
      enter: () => {
        this.#leave = streams.take(share);
      },
    });
  }

  get hasStarted(): boolean {
    return this.subscriber.stream !== null;
  }

  /** Sends the stream that has started. Resolves when it has ended; never rejects. */
  sendStream(exchange: HttpExchange): Promise<void> {
    const { transport } = this.#accept;
    const { subscriber } = this;
    const { requestId, operation } = exchange;
    const format = STREAM_FORMATS[transport];
    const response = exchange.beginStream(format.contentType);
    const { streams, sending } = this.#options;
    const target = { transport, requestId, operation, cut: () => void response.destroy() };
    const live = streams.start(subscriber, target, () => this.end());
    return live ? sendStream(response, live, format, this.#request.share, sending) : Promise.resolve();
  }

  /**
   * The text of a response in the form of a stream with this one response.
   * @returns null for a response that is sent as JSON
   */
  toStreamText(response: HTTPGraphQLResponse, exchange: HttpExchange, json: string): string | null {
    const isRefused = (response.status ?? 200) >= 400;
    if (exchange.operation.type !== 'subscription' && (isRefused || !this.isForAll)) return null;
    const { begin, toResponse, end } = this.format;
    return `${begin}${toResponse(json)}${end}`;
  }

  /** Whether the client wants every response in the form of a stream. */
  get isForAll(): boolean {
    return this.#accept.isForAll;
  }

  get format() {
    return STREAM_FORMATS[this.#accept.transport];
  }

  /** To be called when no stream has started, or when the stream has ended. May be called again. */
  end(): void {
    this.#leave?.();
    this.subscriber.leave();
  }
}

const JSON_PARAMETERS = ['variables', 'extensions'] as const;

/**
 * The parameters of a GET as the body of a POST, because Apollo Server takes no subscription by GET.
 * @throws HttpError
 */
export function toBody(search: string): unknown {
  const parameters = new URLSearchParams(search);
  const body: Record<string, unknown> = {};
  for (const name of ['query', 'operationName', ...JSON_PARAMETERS]) {
    const values = parameters.getAll(name);
    if (values.length > 1) throw new HttpError(400, `The '${name}' search parameter may only be specified once.`);
    if (values[0] !== undefined) body[name] = values[0];
  }
  for (const name of JSON_PARAMETERS) {
    const text = body[name];
    if (typeof text === 'string') body[name] = parse(name, text);
  }
  return body;
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, `The ${name} search parameter contains invalid JSON.`);
  }
}
