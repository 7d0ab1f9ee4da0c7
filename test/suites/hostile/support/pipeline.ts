import type { Socket } from 'node:net';
import { times, type Stage } from './attack.ts';
import { manyShares } from './documents.ts';

export const PIPELINE_TOKEN = 'known-token-of-a-pipeline';

/** Sends so many mutations on one socket, without reading a response. Each is for a member of its own. */
export async function pipelineShares(stage: Stage, count: number): Promise<Socket> {
  const socket = await stage.connect();
  // A socket that the product ends while it is written to is reset.
  socket.on('error', () => {});
  socket.write(times(count, (index) => toRequest(manyShares([`member-${index}`]), PIPELINE_TOKEN)).join(''));
  return socket;
}

export function toRequest(document: unknown, token: string): string {
  const body = JSON.stringify(document);
  return (
    `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nx-auth-token: ${token}\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}
