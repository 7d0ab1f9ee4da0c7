import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Sends the notifications of the embedded Glance to those who listen, as Glance sends them to a message bus. */
export interface Notifications {
  send(type: string, payload: Readonly<Record<string, unknown>>): void;
  /** Answers with one notification on each line, from now on and until the client leaves. */
  stream(response: ServerResponse): void;
  /** Ends all streams, because much has changed at once. Listeners come again and read everything. */
  endAll(): void;
}

/** How often an empty line is sent, so that a listener notices a connection that is gone. */
const PING_MS = 5000;

export function createNotifications(): Notifications {
  const listeners = new Set<ServerResponse>();
  return {
    send(type, payload) {
      if (listeners.size === 0) return;
      const notification = {
        message_id: randomUUID(),
        publisher_id: 'image.embedded',
        event_type: type,
        priority: 'INFO',
        payload,
        timestamp: new Date().toISOString().replace('T', ' ').replace('Z', '000'),
      };
      const line = `${JSON.stringify(notification)}\n`;
      for (const listener of listeners) listener.write(line);
    },
    stream(response) {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
      response.write('\n');
      listeners.add(response);
      const ping = setInterval(() => response.write('\n'), PING_MS);
      ping.unref();
      response.once('close', () => {
        clearInterval(ping);
        listeners.delete(response);
      });
    },
    endAll() {
      for (const listener of listeners) listener.end();
    },
  };
}
