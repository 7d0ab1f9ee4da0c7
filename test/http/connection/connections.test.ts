import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER, MEMBER_ROW, POST, SHARE } from '../../support/addImageMember.ts';
import { startGateway } from '../../support/gateway.ts';
import { openConnection, type RawConnection } from '../../support/rawConnection.ts';
import { holdResponse } from '../../support/holdResponse.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const HEALTH = 'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n';
const NOWHERE = 'http://127.0.0.1:9';

function toMutation(): string {
  const body = JSON.stringify({ query: SHARE, variables: { input: { imageId: IMAGE, memberId: MEMBER } } });
  return (
    `POST /graphql HTTP/1.1\r\nhost: a\r\nx-auth-token: token-of-a-client\r\ncontent-type: application/json\r\n` +
    `connection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  );
}

async function askHealth(socket: Socket): Promise<string> {
  const answer = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
  socket.write(HEALTH);
  return (await answer).slice(0, 'HTTP/1.1 200'.length);
}

/** A connection on which one question was answered. */
async function openUsed(url: string): Promise<RawConnection> {
  const connection = await openConnection(url);
  expect(await askHealth(connection.socket)).toBe('HTTP/1.1 200');
  return connection;
}

describe('connections beyond HTTP_CONNECTIONS', () => {
  it('end the one that has been idle longest, and the new one is served', async () => {
    const { url } = await startGateway({ endpoint: NOWHERE, env: { HTTP_CONNECTIONS: '3' } });
    const [first, second, third] = [await openUsed(url), await openUsed(url), await openUsed(url)];
    expect(await askHealth(first.socket)).toBe('HTTP/1.1 200');
    const fourth = await openUsed(url);
    await second.received;
    for (const { socket } of [first, third, fourth]) expect(await askHealth(socket)).toBe('HTTP/1.1 200');
  });

  it('end connections that never said anything', async () => {
    const { url } = await startGateway({ endpoint: NOWHERE, env: { HTTP_CONNECTIONS: '10' } });
    const silent: RawConnection[] = [];
    for (let index = 0; index < 100; index += 1) silent.push(await openConnection(url));
    await openUsed(url);
    const ended = silent.slice(0, 90).map(({ received }) => received);
    expect(await Promise.all(ended)).toEqual(ended.map(() => ''));
  });

  it('end none on which an operation is under way: where all are busy the new one is closed', async () => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const upstream = await startUpstream([step]);
    const { url } = await startGateway({ endpoint: upstream.url, env: { HTTP_CONNECTIONS: '1' } });
    const busy = await openConnection(url);
    busy.socket.write(toMutation());
    await upstream.received(1);
    const refused = await openConnection(url);
    expect(await refused.received.catch(() => '')).toBe('');
    release();
    expect(await busy.received).toContain('"__typename":"AddImageMemberSuccess"');
    expect(upstream.calls).toEqual([POST]);
    await openUsed(url);
  });

  it('of an address that has many end its own, and the older one of another address is kept', async () => {
    const { url } = await startGateway({ endpoint: NOWHERE, env: { HTTP_CONNECTIONS: '5' } });
    const other = await openConnection(url, '127.0.0.9');
    expect(await askHealth(other.socket)).toBe('HTTP/1.1 200');
    const many: RawConnection[] = [];
    for (let index = 0; index < 20; index += 1) many.push(await openConnection(url));
    await Promise.all(many.slice(0, 16).map(({ received }) => received));
    expect(await askHealth(other.socket)).toBe('HTTP/1.1 200');
  });
});
