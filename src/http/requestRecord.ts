import type { OperationRecord } from '../graphql/server/operationRecord.ts';
import type { Logger } from '../log/logger.ts';

/** Status of a request whose client left before it had the whole answer, as nginx has it. */
export const CLIENT_GONE = 499;

/** One GraphQL request, once it is over. */
export interface RequestRecord {
  /** `req-<uuid>`, in `X-Request-Id` of the answer. */
  readonly requestId: string;
  readonly operation: OperationRecord;
  /** Of the HTTP answer, or `CLIENT_GONE`. */
  readonly status: number;
  /** Until the answer was written. */
  readonly durationMs: number;
}

/** The access log: one line for each request. */
export function logRequest(logger: Logger, { requestId, operation, status, durationMs }: RequestRecord): void {
  const { name, type, codes } = operation;
  logger.info(
    {
      requestId,
      operationName: name,
      operationType: type,
      status,
      durationMs: Math.round(durationMs * 10) / 10,
      ...(codes.length > 0 ? { codes: [...new Set(codes)] } : null),
      ...(status === CLIENT_GONE ? { aborted: true } : null),
    },
    'request',
  );
}
