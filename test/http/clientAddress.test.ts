import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openGateway } from '../support/gateway.ts';

/** Sends one request for each `X-Forwarded-For`. @returns the how manieth each was of its address */
async function countsOf(trustedProxies: string, forwarded: readonly string[]): Promise<readonly number[]> {
  const gateway = await openGateway({ RATE_LIMIT_ADDRESS: '100', TRUSTED_PROXIES: trustedProxies });
  onTestFinished(() => gateway.stop());
  const counts: number[] = [];
  for (const name of forwarded) {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': name };
    const init = { method: 'POST', headers, body: '{"query":"{ __typename }"}' };
    const response = await fetch(`${gateway.url}/graphql`, init);
    await response.text();
    counts.push(100 - Number(/"address";r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]));
  }
  return counts;
}

describe('the address of a client', () => {
  it('is that of the connection by default, whatever it claims', async () => {
    expect(await countsOf('', ['192.0.2.1', '192.0.2.2'])).toEqual([1, 2]);
  });

  it('is the last that the trusted proxy saw, whatever stands before that', async () => {
    const names = ['192.0.2.1', '192.0.2.2', '192.0.2.2, 192.0.2.1', ' 192.0.2.1:4711'];
    expect(await countsOf('1', names)).toEqual([1, 1, 2, 3]);
  });

  it('is the last but one of X-Forwarded-For behind two proxies', async () => {
    const names = [
      '192.0.2.1, 10.0.0.1',
      '192.0.2.1, 10.0.0.2',
      '192.0.2.2, 192.0.2.1, 10.0.0.1',
      '192.0.2.2, 10.0.0.1',
    ];
    expect(await countsOf('2', names)).toEqual([1, 2, 3, 1]);
  });

  it('is the first one, from the right, that is not in a trusted network', async () => {
    const names = [
      '192.0.2.1',
      '192.0.2.1, 10.1.2.3',
      '192.0.2.1, 198.51.100.7',
      '192.0.2.2, 192.0.2.1, 10.1.2.3, ::1',
    ];
    expect(await countsOf('127.0.0.1, 10.0.0.0/8, ::1', names)).toEqual([1, 2, 1, 3]);
  });

  it('is that of the connection when its proxy is not trusted', async () => {
    expect(await countsOf('10.0.0.0/8', ['192.0.2.1', '192.0.2.2'])).toEqual([1, 2]);
  });

  it('is the nearest entry that is an address', async () => {
    expect(await countsOf('2', ['unknown', '192.0.2.1', 'unknown, 192.0.2.1', '999.1.1.1'])).toEqual([1, 1, 2, 2]);
  });

  it('is a network of IPv6, and the IPv4 address in a mapped one', async () => {
    const names = [
      '2001:db8::1',
      '2001:db8:0:0:ffff::2',
      '2001:0DB8:0000:0000:1:2:3:4',
      '2001:db8:0:1::1',
      '[2001:db8::3]:443',
      '192.0.2.1',
      '::ffff:192.0.2.1',
      '::ffff:192.0.2.2',
    ];
    expect(await countsOf('1', names)).toEqual([1, 2, 3, 1, 4, 1, 2, 1]);
  });

  it('is warned about once when a proxy seems not to be configured', async () => {
    const lines: string[] = [];
    const logger = pino(
      { level: 'warn', base: null, timestamp: false },
      { write: (line: string) => void lines.push(line) },
    );
    const gateway = await openGateway({}, logger);
    onTestFinished(() => gateway.stop());
    for (let i = 0; i < 3; i += 1) {
      const response = await fetch(`${gateway.url}/graphql`, { headers: { 'x-forwarded-for': '192.0.2.1' } });
      await response.text();
    }
    const msg = 'X-Forwarded-For is not believed, so all clients of a proxy count as one address: see TRUSTED_PROXIES';
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([{ level: 40, msg }]);
  });
});
