import type { ServerResponse } from 'node:http';
import type { Owner } from '../../fairness/fairLedger.ts';
import type { WaitForDrain } from '../connection/unreadResponses.ts';
import type { LiveStream } from './liveStream.ts';
import { startPulse, type PulseOptions } from './pulse.ts';
import type { StreamFormat } from './streamFormat.ts';

export interface HttpStreamOptions extends PulseOptions {
  readonly waitForDrain: WaitForDrain;
}

/** Writes a stream into a response whose headers are sent. Resolves when the stream has ended. */
export async function sendStream(
  response: ServerResponse,
  live: LiveStream,
  format: StreamFormat,
  owner: Owner,
  options: HttpStreamOptions,
): Promise<void> {
  const { socket } = response;
  if (!socket || response.destroyed) return live.end('left');
  // A write after the end of the connection is no failure of the gateway.
  response.on('error', () => {});
  response.once('close', () => live.end('left'));
  // The silence of a stream is not the silence of a client.
  socket.setTimeout(0);
  response.write(format.begin);
  const stopPulse = startPulse(socket, options, {
    beat: () => void response.write(format.ping),
    stuck: () => live.cut('slow'),
  });
  for (let step = await live.next(); step; step = await live.next()) {
    if (response.destroyed) break;
    response.write(step.isFatal ? format.toFailure(step.response) : format.toResponse(JSON.stringify(step.response)));
    if (socket.writableNeedDrain && !(await options.waitForDrain(socket, owner, () => live.end('slow')))) break;
  }
  stopPulse();
  if (response.destroyed) return live.end('left');
  response.end(format.end);
  // A client that does not read the end has lost nothing but the end.
  if (response.writableLength > 0 && socket.writableNeedDrain) await options.waitForDrain(socket, owner, () => {});
}
