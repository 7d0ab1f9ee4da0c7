import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { Exchange } from './exchange.ts';
import { createConnector } from './informationalResponses.ts';
import type { Transport } from './call.ts';
import { withoutTrailingSlashes } from './urlPath.ts';

export interface ConnectionOptions {
  /** Base URL of the service, without `/v2`; may have a path prefix. */
  readonly endpoint: string;
  readonly connections: number;
  readonly connectTimeoutMs: number;
  /** PEM text of the authorities to trust in place of those that Node trusts. */
  readonly ca?: string | null;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** Larger responses are cut off and reported as `protocol`. */
  readonly maxResponseBytes: number;
  /** Larger heads of responses are reported as `protocol`; 16 KiB unless given. */
  readonly maxHeaderBytes?: number;
  /** Told the code of each call that this machine could not make, such as EMFILE when it has no file descriptor left. */
  readonly onLocalLack?: ((code: string) => void) | undefined;
}

/** How many times as large as a response may be one is whose end is read. */
const READABLE_ENDS = 8;

/** The innermost step: sends each request on one of a pool of connections, with an id of its own. */
export function connectTo(options: ConnectionOptions): Transport {
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
    send: (caller, request) =>
      new Promise((resolve, reject) => {
        // Glance takes this id as its own and echoes it; over 64 characters would make it answer 500.
        const requestId = `req-${randomUUID()}`;
        const headers = [
          'accept',
          'application/json',
          'x-auth-token',
          caller.token,
          'x-openstack-request-id',
          requestId,
        ];
        if (request.headers) headers.push(...request.headers);
        if (request.body !== undefined) headers.push('content-type', request.contentType ?? 'application/json');
        const { method, keepsEnd = false } = request;
        const { maxResponseBytes, onLocalLack } = options;
        const maxBytes = keepsEnd ? maxResponseBytes * READABLE_ENDS : maxResponseBytes;
        const exchange = new Exchange({ caller, method, requestId, maxBytes, keepsEnd, resolve, reject, onLocalLack });
        if (exchange.settled) return;
        pool.dispatch({ method, path: prefix + request.path, headers, body: request.body ?? null }, exchange);
      }),
    close: () => pool.destroy(),
  };
}
