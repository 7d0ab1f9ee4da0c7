import type { OperationRecord } from '../graphql/server/operationRecord.ts';
import type { Logger } from '../log/logger.ts';

/** Status of a request whose client left before the end of the response, as in nginx. */
export const CLIENT_GONE = 499;

/** One GraphQL request that has ended. */
export interface RequestRecord {
  /** `req-<uuid>`, as in `X-Request-Id` of the response. */
  readonly requestId: string;
  readonly operation: OperationRecord;
  /** Status of the HTTP response, or `CLIENT_GONE`. */
  readonly status: number;
  /** Milliseconds from the headers of the request to the end of the response. */
  readonly durationMs: number;
}

/** The access log: one line for each request. */
export function logRequest(logger: Logger, { requestId, operation, status, durationMs }: RequestRecord): void {
  const { name, type, codes, clientName, clientVersion } = operation;
  logger.info(
    {
      requestId,
      operationName: name,
      operationType: type,
      status,
      durationMs: Math.round(durationMs * 10) / 10,
      ...(clientName === null ? null : { clientName }),
      ...(clientVersion === null ? null : { clientVersion }),
      ...(codes.length > 0 ? { codes: [...new Set(codes)] } : null),
      ...(status === CLIENT_GONE ? { aborted: true } : null),
    },
    'request',
  );
}
