import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly token: string;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

export interface RecordingGlance {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
}

/** An image service that remembers who asked for what. Stops with the test. */
export async function startRecordingGlance(
  answer: (request: RecordedRequest) => RecordedAnswer | Promise<RecordedAnswer>,
): Promise<RecordingGlance> {
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const recorded = { method, url, token: String(headers['x-auth-token'] ?? '') };
    requests.push(recorded);
    request.resume();
    void Promise.resolve(answer(recorded)).then(({ status, headers: more, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...more });
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return { url: `http://127.0.0.1:${address.port}`, requests };
}

/** An image as the image service shows it. */
export function toImageText(id: string, name: string): string {
  const time = '2026-01-01T00:00:00Z';
  const required = { status: 'active', visibility: 'shared', protected: false, os_hidden: false };
  return JSON.stringify({ id, name, ...required, created_at: time, updated_at: time });
}
