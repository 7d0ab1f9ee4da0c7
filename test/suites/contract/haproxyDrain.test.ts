import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Agent, request } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { MEMBER, MEMBER_ROW, SHARE } from '../../support/addImageMember.ts';
import { startBin } from '../../support/bin.ts';
import { startHaproxy } from '../../support/realGlance/haproxy.ts';

const CLIENTS = 16;
const ROUNDS = 4;
const BEFORE_SIGNAL = 200;

/** Takes every share, and counts them. */
async function startCountingGlance(): Promise<{ url: string; readonly count: number }> {
  let count = 0;
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      count += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(MEMBER_ROW));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    get count() {
      return count;
    },
  };
}

it('SIGTERM without a delay resets no mutation that HAProxy sends on a connection that it keeps open', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const glance = await startCountingGlance();
    const env = { PORT: '0', GLANCE_ENDPOINT: glance.url, LOG_LEVEL: 'silent', RATE_LIMIT_TOKEN: '0' };
    const bin = startBin([], env);
    const [, backend = ''] = /^GraphQL is at http:\/\/([^/]+)/m.exec(await bin.printed(/^GraphQL is at .*$/m)) ?? [];
    const haproxy = await startHaproxy({ backend, serverTimeoutMs: 10_000 });
    onTestFinished(haproxy.stop);
    const dispatcher = new Agent();
    onTestFinished(() => dispatcher.destroy());
    const headers = { 'content-type': 'application/json', 'x-auth-token': 'token-of-a-test-user' };
    const statuses = new Map<number, number>();
    let sent = 0;
    const client = async (): Promise<void> => {
      for (;;) {
        sent += 1;
        if (sent === BEFORE_SIGNAL) bin.child.kill('SIGTERM');
        const { statusCode, body: answer } = await request(`${haproxy.url}/graphql`, {
          method: 'POST',
          headers,
          // Another image each time: equal mutations at a time would share one call.
          body: JSON.stringify({ query: SHARE, variables: { input: { imageId: randomUUID(), memberId: MEMBER } } }),
          dispatcher,
        });
        await answer.text();
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
        if (statusCode !== 200) return;
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    expect((await bin.ended).code).toBe(0);
    // 503: HAProxy could not connect any more, so that nothing was sent. 502 would be a connection that was reset.
    expect([...statuses.keys()].sort()).toEqual([200, 503]);
    expect(statuses.get(200)).toBe(glance.count);
  }
});
