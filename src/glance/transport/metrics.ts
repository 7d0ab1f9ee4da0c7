import { isGlanceError } from '../errors.ts';
import type { GlanceRequest, Transport } from './call.ts';

/** One call that was sent. */
export interface MeasuredCall {
  readonly service: 'image' | 'identity';
  readonly method: GlanceRequest['method'];
  /** The class of the response's status, or why there was no response. `abandoned`: the client left. */
  readonly result: '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | 'abandoned' | 'timeout' | 'unreachable' | 'protocol';
  readonly durationMs: number;
}

/** Reports the result and the duration of every call. The time in the queue is not a part of the duration. */
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
        // Do not report a call that was given up before it was sent.
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
