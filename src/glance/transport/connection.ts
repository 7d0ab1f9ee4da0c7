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
  /** PEM text of the certificate authorities to trust; those of Node unless given. */
  readonly ca?: string | null;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** Larger responses are cut off and reported as `protocol`. */
  readonly maxResponseBytes: number;
  /** The most bytes of a response's headers; 16 KiB unless given. More are reported as `protocol`. */
  readonly maxHeaderBytes?: number;
  /** Called with a code such as EMFILE (no file descriptor left) for each call that this machine could not make. */
  readonly onLocalShortage?: ((code: string) => void) | undefined;
}

/** A response of which only the end is kept may be this many times as large as another response. */
const READABLE_ENDS = 8;

/** The innermost step of the pipeline: sends each request on a connection of a pool, with a new request ID. */
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
        // Glance logs this ID and sends it back. With more than 64 characters Glance would respond with 500.
        const requestId = `req-${randomUUID()}`;
        caller.requestIds?.push(requestId);
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
        const { maxResponseBytes, onLocalShortage } = options;
        const maxBytes = keepsEnd ? maxResponseBytes * READABLE_ENDS : maxResponseBytes;
        const exchange = new Exchange({
          caller,
          method,
          requestId,
          maxBytes,
          keepsEnd,
          resolve,
          reject,
          onLocalShortage,
        });
        if (exchange.settled) return;
        pool.dispatch({ method, path: prefix + request.path, headers, body: request.body ?? null }, exchange);
      }),
    close: () => pool.destroy(),
  };
}
