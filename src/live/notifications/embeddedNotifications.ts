import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { SharingSource, SourceListener } from '../sharingSource.ts';
import { createNotificationReader, type MessageOutcome } from './notificationReader.ts';

const RETRY_MS = 200;

/** Longer than the time between two lines of the embedded Glance, which sends an empty line every five seconds. */
const SILENCE_MS = 15_000;

/**
 * Listens to the embedded Glance, which sends its notifications over HTTP, because it can run in another process.
 * @param url of the embedded Glance
 */
export function createEmbeddedNotifications(url: string, onMessage: (outcome: MessageOutcome) => void): SharingSource {
  let open: ClientRequest | null = null;
  let retry: NodeJS.Timeout | null = null;
  let isClosed = false;
  let wasLive = false;

  function listen(listener: SourceListener): void {
    const read = createNotificationReader(listener, onMessage);
    let isLive = false;
    const end = (): void => {
      if (isLive) listener.state((isLive = false));
      if (isClosed) return;
      retry = setTimeout(() => listen(listener), RETRY_MS);
      retry.unref();
    };
    const sent = (open = request(`${url}/_embedded/notifications`, { agent: false }, (response: IncomingMessage) => {
      const lines = createInterface({ input: response });
      // Both report a connection that broke; the end of the request follows.
      for (const emitter of [response, lines]) emitter.on('error', () => {});
      // The first line, which is empty, says that the embedded Glance will tell every change from now on.
      lines.on('line', (line) => {
        if (!isLive) {
          isLive = true;
          if (wasLive) listener.gap();
          wasLive = true;
          listener.state(true);
        }
        if (line !== '') read(line);
      });
    }));
    sent.setTimeout(SILENCE_MS, () => sent.destroy());
    sent.on('error', () => {});
    sent.once('close', end);
    sent.end();
  }

  return {
    async start(listener) {
      listen(listener);
    },
    async close() {
      isClosed = true;
      if (retry) clearTimeout(retry);
      open?.destroy();
    },
  };
}
