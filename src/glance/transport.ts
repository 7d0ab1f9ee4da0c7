import { Pool } from 'undici';
import type { Caller } from './caller.ts';
import type { GlanceError } from './errors.ts';
import { Exchange } from './exchange.ts';
import { createConnector } from './informationalResponses.ts';
import { withoutTrailingSlashes } from './urlPath.ts';

export interface TransportOptions {
  /** Base URL of the image service, without `/v2`; may have a path prefix. */
  readonly endpoint: string;
  readonly connections: number;
  readonly connectTimeoutMs: number;
  /** PEM text of the authorities to trust in place of those that Node trusts. */
  readonly ca?: string | null;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** Larger answers are cut off and reported as `protocol`. */
  readonly maxAnswerBytes: number;
  /** Larger heads of answers are reported as `protocol`; 16 KiB unless given. */
  readonly maxHeaderBytes?: number;
  /** Told the code of each call that this machine could not make, such as EMFILE when it has no file descriptor left. */
  readonly onLocalLack?: ((code: string) => void) | undefined;
}

export interface GlanceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the endpoint, with the query. Made of checked identifiers only: Glance decodes `%2F` before routing. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
  /** Names and values in turn, beside those that every request has. */
  readonly headers?: readonly string[];
  /** A GET that its caller repeats by itself, and the client does not. */
  readonly once?: boolean;
  /**
   * A GET that nothing depends on: it is sent once, and where only the image service refuses the token, the calls that
   * follow go out all the same. Access rules can allow them and not this one.
   */
  readonly optional?: boolean;
  /** Resolves with the end of a response that is too large, up to eight times as large. The rest is not kept. */
  readonly keepsEnd?: boolean;
}

export interface GlanceAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  /** By the clock of the service, as it came. */
  readonly date: string | null;
  readonly text: string;
  readonly requestId: string;
  /** Why the answer to a write ends after its status; `text` is as much of it as came. Null for a whole answer. */
  readonly cut: GlanceError | null;
}

export interface Transport {
  /** @throws GlanceError when no answer came. An answer is returned whatever its status, and a write's also when cut. */
  send(caller: Caller, request: GlanceRequest, requestId: string): Promise<GlanceAnswer>;
  close(): Promise<void>;
}

/** How many times as large as a response may be one is whose end is read. */
const READABLE_ENDS = 8;

export function createTransport(options: TransportOptions): Transport {
  const { origin, pathname } = new URL(options.endpoint);
  const prefix = withoutTrailingSlashes(pathname);
  const pool = new Pool(origin, {
    connections: options.connections,
    pipelining: 1,
    headersTimeout: options.headersTimeoutMs,
    bodyTimeout: options.bodyTimeoutMs,
    connect: createConnector(options.connectTimeoutMs, options.ca ?? null),
    ...(options.maxHeaderBytes === undefined ? {} : { maxHeaderSize: options.maxHeaderBytes }),
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
        const { method, keepsEnd = false } = request;
        const { maxAnswerBytes, onLocalLack } = options;
        const maxBytes = keepsEnd ? maxAnswerBytes * READABLE_ENDS : maxAnswerBytes;
        const exchange = new Exchange({ caller, method, requestId, maxBytes, keepsEnd, resolve, reject, onLocalLack });
        if (exchange.settled) return;
        pool.dispatch({ method, path: prefix + request.path, headers, body: request.body ?? null }, exchange);
      }),
    close: () => pool.destroy(),
  };
}
