import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { MEMBER, MEMBER_ROW, SHARE } from '../../support/addImageMember.ts';
import { startBin } from '../../support/bin.ts';
import { startRepeatingUpstream } from '../../support/scriptedUpstream.ts';
import { startHaproxy } from '../../support/realGlance/haproxy.ts';

const CLIENTS = 16;
const ROUNDS = 4;
const BEFORE_SIGNAL = 200;

it('SIGTERM without a delay resets no mutation that HAProxy sends on a connection that it keeps open', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const glance = await startRepeatingUpstream({ status: 200, body: MEMBER_ROW });
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
    expect(statuses.get(200)).toBe(glance.requests.length);
  }
});
