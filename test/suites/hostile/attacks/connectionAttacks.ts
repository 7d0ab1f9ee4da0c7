import type { Socket } from 'node:net';
import { expect } from 'vitest';
import { times, type Attack, type Stage } from '../support/attack.ts';
import { MANY_IMAGES, ONE_IMAGE } from '../support/documents.ts';
import { GOOD_TOKEN } from '../support/goodClient.ts';
import { PIPELINE_TOKEN, pipelineShares, toRequest } from '../support/pipeline.ts';

/** So many sockets, each of which sends the same and reads nothing. */
async function openMany({ connect }: Stage, count: number, text: string): Promise<void> {
  for (const socket of await Promise.all(times(count, connect))) {
    socket.on('error', () => {});
    if (text !== '') socket.write(text);
  }
}

function toHead(bytes: number): string {
  return `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${bytes}\r\n\r\n`;
}

/** Asks good questions, twenty at a time. */
async function expectAnswers({ post }: Stage, count: number): Promise<void> {
  for (let asked = 0; asked < count; asked += 20) {
    const replies = await Promise.all(times(20, () => post(ONE_IMAGE, GOOD_TOKEN)));
    expect(replies.map((reply) => reply?.status)).toEqual(replies.map(() => 200));
  }
}

/** Waits until the product has logged and counted what the socket had asked for. */
async function leave(socket: Socket, { product }: Stage, count: number): Promise<void> {
  socket.destroy();
  const readLines = (): number => product.log.requests('mutation') + product.log.requests('null');
  await expect.poll(readLines).toBe(count);
  await expect.poll(() => product.readLeft()).toBe(count);
}

/** Attacks by sockets, their order and their end. */
export const CONNECTION_ATTACKS: readonly Attack[] = [
  {
    item: 3,
    name: '520 sockets with a head and one byte of a body refuse nobody',
    before: '600 of 600 good requests got 503',
    async run(stage) {
      await openMany(stage, 520, `${toHead(100)}{`);
      await expectAnswers(stage, 600);
    },
  },
  {
    item: 3,
    name: '1,500 sockets with 200 KB of a body each hold no more than the bound, and refuse nobody',
    before: 'requests without a token got 503',
    async run(stage) {
      await openMany(stage, 1500, toHead(262_144) + ' '.repeat(200_000));
      await expectAnswers(stage, 200);
    },
  },
  {
    item: 3,
    name: '6,000 sockets that say nothing refuse nobody',
    before: 'all of them were kept, without a bound',
    async run(stage) {
      for (let round = 0; round < 6; round += 1) await openMany(stage, 1000, '');
      await expectAnswers(stage, 20);
    },
  },
  {
    item: 3,
    name: 'eight bodies in chunks of one byte take no more memory than other bodies',
    before: '724 MB',
    async run(stage) {
      const head =
        'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
      const before = await stage.product.readPeakMemory();
      const sockets = await Promise.all(times(8, () => stage.connect()));
      const answers = sockets.map(
        (socket) => new Promise((resolve) => socket.once('data', (data) => resolve(String(data).slice(0, 12)))),
      );
      for (const socket of sockets) socket.write(`${head}${'1\r\n \r\n'.repeat(200_000)}0\r\n\r\n`);
      expect(await Promise.all(answers)).toEqual(answers.map(() => 'HTTP/1.1 400'));
      expect((await stage.product.readPeakMemory()) - before).toBeLessThan(100);
    },
  },
  {
    item: 3,
    name: '4,000 sockets with 40 KB of a head each refuse nobody',
    before: '286 MB, without a bound',
    async run(stage) {
      const head = `GET /graphql HTTP/1.1\r\nhost: a\r\nx-a: ${'a'.repeat(40_000)}`;
      for (let round = 0; round < 4; round += 1) await openMany(stage, 1000, head);
      await expectAnswers(stage, 20);
    },
  },
  {
    item: 3,
    name: 'sixteen clients that ask for large responses and read none are ended beyond the bound, and hold up nobody',
    before: 'all of them were kept, without a bound',
    env: { MAX_UNREAD_BYTES: String(2 * 1024 * 1024) },
    async run(stage) {
      const sockets = await Promise.all(times(16, () => stage.connect()));
      for (const socket of sockets) {
        socket.on('error', () => {});
        socket.pause();
        socket.write(toRequest(MANY_IMAGES, 'known-token-of-a-reader').repeat(20));
      }
      await expect.poll(() => stage.product.readLeft(), { timeout: 25_000 }).toBeGreaterThan(0);
      await expectAnswers(stage, 20);
    },
  },
  {
    item: 6,
    name: 'of six pipelined mutations the image service gets one, and each is logged, counted and over with its client',
    before: 'the image service got six, and the log one line',
    glance: { delayMs: 3000 },
    async run(stage) {
      const socket = await pipelineShares(stage, 6);
      const readCalls = async () => (await stage.glance.countByToken()).get(PIPELINE_TOKEN);
      await expect.poll(readCalls).toBe(1);
      await stage.wait(80);
      await leave(socket, stage, 6);
      expect(await readCalls()).toBe(1);
    },
  },
  {
    item: 6,
    name: 'a hundred pipelined mutations at a slow image service end with their client',
    before: 'they ran on until the deadline',
    glance: { delayMs: 3000 },
    async run(stage) {
      const sockets = await Promise.all(times(10, () => pipelineShares(stage, 100)));
      await expect.poll(async () => (await stage.glance.countByToken()).get(PIPELINE_TOKEN)).toBeGreaterThan(0);
      for (const socket of sockets.slice(1)) socket.destroy();
      for (const socket of sockets.slice(0, 1)) await leave(socket, stage, 1000);
      expect(await stage.product.readUpstream()).toMatchObject({ isBreakerClosed: true });
    },
  },
];
