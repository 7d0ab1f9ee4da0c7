import type { SourceEnd } from '../../graphql/subscription/responseStream.ts';
import type { OperationRecord } from '../../graphql/server/operationRecord.ts';
import type { Logger } from '../../log/logger.ts';
import type { Transport } from './streamAccept.ts';

/**
 * Why a stream ended. `left`: the client ended it or went away. `slow`: the client did not read. `restart`: the process
 * ends. `token`: the token expired or was revoked. `completed` and `failed`: the source of the events did.
 */
export type StreamEnd = SourceEnd | 'left';

/** One subscription that has ended. */
export interface StreamRecord {
  readonly requestId: string;
  readonly operation: OperationRecord;
  readonly transport: Transport;
  readonly end: StreamEnd;
  /** Responses that were written, each for one event. */
  readonly events: number;
  readonly durationMs: number;
}

/** One line for each subscription, at its end. */
export function logStream(logger: Logger, record: StreamRecord): void {
  const { requestId, operation, transport, end, events, durationMs } = record;
  const { name, type, codes } = operation;
  logger.info(
    {
      requestId,
      operationName: name,
      operationType: type,
      transport,
      end,
      events,
      durationMs: Math.round(durationMs * 10) / 10,
      ...(codes.length > 0 ? { codes: [...new Set(codes)] } : null),
    },
    'stream',
  );
}
