import { expect } from 'vitest';
import { createLeaving, times, type Attack, type Stage } from '../support/attack.ts';
import { MEMBER_ID, ONE_IMAGE, toImageId } from '../support/documents.ts';
import { GOOD_TOKEN } from '../support/goodClient.ts';

function toRequest(document: unknown, token: string): string {
  const body = JSON.stringify(document);
  const head = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nx-auth-token: ${token}`;
  return `${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function toShare(name: string, memberId = MEMBER_ID): { query: string; variables: unknown } {
  return {
    query: `mutation ($i: ID!, $m: ID!) { ${name}(input: {imageId: $i, memberId: $m}) { __typename } }`,
    variables: { i: toImageId(1), m: memberId },
  };
}

async function pipeline(stage: Stage, count: number): Promise<Awaited<ReturnType<Stage['connect']>>> {
  const socket = await stage.connect();
  const requests = times(count, (index) => toShare('addImageMember', `member-${index}`));
  socket.write(requests.map((share) => toRequest(share, 'known-token-of-a-pipeline')).join(''));
  return socket;
}

/** Attacks by sockets, their order and their end, and by the turns of writes. */
export const CONNECTION_ATTACKS: readonly Attack[] = [
  {
    item: 3,
    name: '520 sockets with a head and one byte of a body refuse nobody',
    before: '600 of 600 good requests got 503',
    async run({ connect, wait }) {
      const head =
        'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{';
      for (const socket of await Promise.all(times(520, connect))) {
        socket.on('error', () => {});
        socket.write(head);
      }
      await wait(1500);
    },
  },
  {
    item: 4,
    name: '490 invented tokens do not keep an owner from ending a share',
    before: 'removeImageMember waited until UNKNOWN after 25 s',
    glance: { strangerDelayMs: 60_000 },
    async run({ post, wait }) {
      const leaving = createLeaving();
      const share = toShare('addImageMember');
      const writes = times(490, (index) => post(share, `an-invented-token-${index}`, leaving.signal));
      await wait(1000);
      const reply = await post(toShare('removeImageMember'), GOOD_TOKEN);
      leaving.abort();
      await Promise.all(writes);
      expect(reply).toEqual({
        status: 200,
        text: '{"data":{"removeImageMember":{"__typename":"RemoveImageMemberSuccess"}}}',
      });
    },
  },
  {
    item: 6,
    name: 'each of six pipelined mutations is a line of the log, and ends when its client goes',
    before: 'the image service got six, and the log one line',
    glance: { delayMs: 3000 },
    async run(stage) {
      const before = stage.product.log.requests('mutation');
      const socket = await pipeline(stage, 6);
      await stage.wait(1000);
      socket.destroy();
      const readCalls = async () => (await stage.glance.countByToken()).get('known-token-of-a-pipeline') ?? 0;
      await stage.wait(4000);
      const [calls, lines] = [await readCalls(), stage.product.log.requests('mutation') - before];
      expect(calls).toBeGreaterThan(0);
      expect(lines).toBeGreaterThanOrEqual(calls);
    },
  },
  {
    item: 14,
    name: 'pipelined requests at a hanging image service do not hold up the end of the process',
    before: 'exit after 7.8 s with a grace of 3 s',
    env: { SHUTDOWN_GRACE_MS: '1000' },
    glance: { hangs: true },
    goodClient: 'none',
    async run(stage) {
      await pipeline(stage, 20);
      await stage.wait(300);
      stage.product.bin.child.kill('SIGTERM');
      // Twenty requests that end one after the other would each have a grace of their own.
      const ended = await Promise.race([stage.product.bin.ended, stage.wait(8000).then(() => null)]);
      expect(ended?.code).toBe(0);
      expect((await stage.glance.countByToken()).get('known-token-of-a-pipeline')).toBeLessThanOrEqual(20);
    },
  },
  {
    item: 3,
    name: '2,000 sockets that say nothing refuse nobody',
    before: 'not measured',
    async run({ connect, post, wait }) {
      for (const socket of await Promise.all(times(2000, connect))) socket.on('error', () => {});
      expect((await post(ONE_IMAGE, GOOD_TOKEN))?.status).toBe(200);
      await wait(500);
    },
  },
];
