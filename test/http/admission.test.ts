import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/config.ts';
import { IMAGE, MEMBER, MEMBER_ROW, SHARE } from '../support/addImageMember.ts';
import { startLoggedGateway } from '../support/loggedGateway.ts';
import { openConnection, type RawConnection } from '../support/rawConnection.ts';
import { startStubGlance, type StubStep } from '../support/stubGlance.ts';

const input = { imageId: IMAGE, memberId: MEMBER };
const MEMBER_ANSWER: StubStep = { status: 200, body: MEMBER_ROW };
const OVERLOADED = [
  '{"errors":[{"message":"The gateway is overloaded.",',
  '"extensions":{"code":"UPSTREAM_UNAVAILABLE","retryable":true,"retryAfterSeconds":1}}]}',
].join('');

async function start(env: Environment) {
  const stub = await startStubGlance(Array.from({ length: 1000 }, () => MEMBER_ANSWER));
  return { stub, ...(await startLoggedGateway(stub.url, env)) };
}

function toHead(bytes: number, address: string): string {
  return (
    `POST /graphql HTTP/1.1\r\nhost: a\r\nx-auth-token: a-token-of-nobody\r\nx-forwarded-for: ${address}\r\n` +
    `content-type: application/json\r\ncontent-length: ${bytes}\r\n\r\n`
  );
}

/** Sends a head and a part of its body, and waits until the gateway has it. */
async function sendPart(url: string, part: string, address = '192.0.2.1', bytes = 262_144): Promise<RawConnection> {
  const connection = await openConnection(url);
  connection.socket.on('error', () => {});
  await write(connection.socket, toHead(bytes, address) + part);
  return connection;
}

function write(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve) => socket.write(text, () => resolve()));
}

/** Of those that were answered, how. */
async function answersOf(connections: readonly RawConnection[]): Promise<readonly string[]> {
  const answers = connections.map(({ received }) =>
    Promise.race([received, new Promise<string>((resolve) => setTimeout(resolve, 500, 'nothing'))]),
  );
  return (await Promise.all(answers)).map((answer) => /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? answer);
}

describe('requests that are sent by halves', () => {
  it.each([
    ['a head alone', ''],
    ['a head and one byte', '{'],
  ])('%s: 600 of them refuse nobody, and are not operations', async (_what, part) => {
    const { stub, gateway } = await start({ MAX_OPERATIONS: '4', METRICS_PORT: '0' });
    await Promise.all(Array.from({ length: 600 }, () => sendPart(gateway.url, part)));
    for (let i = 0; i < 10; i += 1) {
      const answers = await Promise.all(Array.from({ length: 4 }, () => gateway.post(SHARE, { input })));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    }
    expect(stub.calls.length).toBeGreaterThan(0);
  });

  it('beyond MAX_BODIES the oldest is refused with 503, and is a line of the log', async () => {
    const { gateway, lines } = await start({ MAX_BODIES: '3' });
    const parts: RawConnection[] = [];
    for (let i = 0; i < 5; i += 1) {
      parts.push(await sendPart(gateway.url, '{'));
      // Its head has come where the next request is answered.
      await gateway.send('/healthz');
    }
    const [first, second, ...others] = parts;
    for (const part of [first, second]) {
      const answer = (await part?.received) ?? '';
      expect(answer).toMatch(/^HTTP\/1\.1 503 [^]*\r\nretry-after: 1\r\n/);
      expect(answer).toMatch(/\r\nconnection: close\r\n/i);
      expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe(OVERLOADED);
    }
    expect(await answersOf(others)).toEqual(['nothing', 'nothing', 'nothing']);
    expect(await gateway.post('{ __typename }')).toMatchObject({ status: 200 });
    const refused = lines().filter((line) => (line as { status: number }).status === 503);
    expect(refused).toEqual(refused.map(() => expect.objectContaining({ codes: ['UPSTREAM_UNAVAILABLE'] })));
    expect(refused.length).toBeGreaterThanOrEqual(2);
  });

  it('an address that sends many loses its own, and an older one of another address is kept', async () => {
    const { gateway } = await start({ MAX_BODIES: '10', TRUSTED_PROXIES: '1' });
    const other = await sendPart(gateway.url, '{', '198.51.100.7');
    await gateway.send('/healthz');
    const many: RawConnection[] = [];
    for (let i = 0; i < 30; i += 1) many.push(await sendPart(gateway.url, '{'));
    expect((await answersOf(many)).filter((status) => status === '503')).toHaveLength(21);
    expect(await answersOf([other])).toEqual(['nothing']);
    const body = JSON.stringify({ query: '{ __typename }' });
    await write(other.socket, body.slice(1).padEnd(262_144 - 1));
    other.socket.write('GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect(await other.received).toMatch(/^HTTP\/1\.1 200 [^]*\{"data":\{"__typename":"Query"\}\}/);
  });

  it('beyond MAX_BODIES_BYTES the largest is refused with 503', async () => {
    const { gateway } = await start({ MAX_BODIES_BYTES: '400000' });
    const small = await sendPart(gateway.url, ' '.repeat(50_000));
    const large = await sendPart(gateway.url, ' '.repeat(250_000));
    await gateway.send('/healthz');
    const next = await sendPart(gateway.url, ' '.repeat(200_000));
    expect(await large.received).toMatch(/^HTTP\/1\.1 503 /);
    expect(await answersOf([small, next])).toEqual(['nothing', 'nothing']);
    expect(await gateway.post(SHARE, { input })).toMatchObject({ status: 200 });
  });

  it('give back what they hold when they are completed, or when their client leaves', async () => {
    const { gateway } = await start({ MAX_BODIES: '2' });
    for (let i = 0; i < 20; i += 1) {
      const body = JSON.stringify({ query: '{ __typename }' });
      const part = await sendPart(gateway.url, body.slice(0, 5), '192.0.2.1', body.length);
      await gateway.send('/healthz');
      if (i % 2 === 0) part.socket.destroy();
      else {
        part.socket.write(`${body.slice(5)}GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
        expect(await part.received).toMatch(/^HTTP\/1\.1 200 [^]*"__typename":"Query"/);
      }
    }
  });
});
