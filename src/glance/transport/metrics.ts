import { isGlanceError } from '../errors.ts';
import type { GlanceRequest, Transport } from './call.ts';

/** One call as it went over the wire. */
export interface MeasuredCall {
  readonly service: 'image' | 'identity';
  readonly method: GlanceRequest['method'];
  /** Class of the response's status, or why there was none; `abandoned` by a client that left. */
  readonly result: '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | 'abandoned' | 'timeout' | 'unreachable' | 'protocol';
  readonly durationMs: number;
}

/** Reports of every call how it ended and how long it took, without the time that the call waited in the queue. */
export function measure(
  next: Transport,
  service: MeasuredCall['service'],
  onCall: (call: MeasuredCall) => void,
): Transport {
  return {
    async send(caller, request) {
      const started = performance.now();
      const end = (result: MeasuredCall['result']): void =>
        onCall({ service, method: request.method, result, durationMs: performance.now() - started });
      try {
        const response = await next.send(caller, request);
        end(STATUS_CLASSES[Math.floor(response.status / 100) - 1] ?? 'protocol');
        return response;
      } catch (error) {
        // A call that was given up before it went out is none over the wire.
        if (isGlanceError(error, 'timeout') && error.cause === undefined && error.silentMs === null) throw error;
        if (caller.cancellation.reason === 'clientGone') end('abandoned');
        else if (isGlanceError(error, 'timeout')) end('timeout');
        else end(isGlanceError(error, 'unreachable') ? 'unreachable' : 'protocol');
        throw error;
      }
    },
    close: () => next.close(),
  };
}

const STATUS_CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;
