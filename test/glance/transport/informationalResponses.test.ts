import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { IMAGE, LOOK, MEMBER, MEMBER_ROW, POST } from '../../support/addImageMember.ts';
import { startGateway } from '../../support/gateway.ts';
import { DELETE, PUT, REMOVED, result, write } from '../../support/memberMutations.ts';
import { startUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const SUCCESS = result({ __typename: 'AddImageMemberSuccess', imageMember: { status: 'PENDING' } });

const BEFORE: readonly [name: string, head: string][] = [
  ['100', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ['100 of HTTP/1.0', 'HTTP/1.0 100 Continue\r\n\r\n'],
  ['100 without a reason', 'HTTP/1.1 100\r\n\r\n'],
  ['100 with headers', 'HTTP/1.1 100 Continue\r\nx-proxy: a\r\ncontent-length: 0\r\n\r\n'],
  ['100 that closes', 'HTTP/1.1 100 Continue\r\nconnection: close\r\n\r\n'],
  ['101', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  ['101 with an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'],
  ['102', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ['103', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'],
  ['199', 'HTTP/1.1 199 What\r\n\r\n'],
  ['100 twice', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n'],
  ['102, 100 and 103', 'HTTP/1.1 102 P\r\n\r\nHTTP/1.1 100 C\r\n\r\nHTTP/1.1 103 E\r\n\r\n'],
];

/** Writes the parts of a response one after another, each as a segment of its own. */
const inParts =
  (...parts: readonly string[]): UpstreamStep =>
  // Take the request's socket: a response has none while an earlier one of its connection was written past it.
  (_response, { socket }) => {
    socket.setNoDelay(true);
    writeParts(socket, parts);
  };

function writeParts(socket: Socket, [part, ...others]: readonly string[]): void {
  if (part !== undefined) socket.write(part, () => setTimeout(() => writeParts(socket, others), 5));
}

function respond(status: number, body: string): string {
  if (status === 204) return 'HTTP/1.1 204 No Content\r\n\r\n';
  return `HTTP/1.1 ${status} S\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const ROW = JSON.stringify(MEMBER_ROW);

describe.each(BEFORE)('an unasked %s before a response', (_name, head) => {
  it('does not change the result of an add', async () => {
    const { upstream, body } = await write('add', [inParts(head + respond(200, ROW))]);
    expect(body).toEqual(SUCCESS);
    expect(upstream.calls).toEqual([POST]);
  });

  it('does not change the result of an update, a removal and a look', async () => {
    const accepted = JSON.stringify({ ...MEMBER_ROW, status: 'accepted' });
    const updated = await write('update', [inParts(head + respond(200, accepted))]);
    expect(updated.body).toMatchObject({ data: { result: { __typename: 'UpdateImageMemberSuccess' } } });
    expect(updated.upstream.calls).toEqual([PUT]);
    const gone = JSON.stringify({ message: `${MEMBER} not found in the member list of the image ${IMAGE}.` });
    const removed = await write('remove', [inParts(head + respond(204, '')), inParts(head + respond(404, gone))]);
    expect(removed.body).toEqual(result(REMOVED));
    expect(removed.upstream.calls).toEqual([DELETE, DELETE]);
    const settled = await write('add', [{ status: 500 }, inParts(head + respond(200, ROW))]);
    expect(settled.body).toEqual(SUCCESS);
    expect(settled.upstream.calls).toEqual([POST, LOOK]);
  });

  it('may come in two TCP segments, cut at any byte', async () => {
    const text = head + respond(200, ROW);
    const script = Array.from({ length: head.length + 12 }, (_, at) =>
      inParts(text.slice(0, at + 1), text.slice(at + 1)),
    );
    const upstream = await startUpstream(script);
    const gateway = await startGateway({ endpoint: upstream.url });
    for (const _ of script) {
      const query = `{ imageMember(imageId: "${IMAGE}", memberId: "${MEMBER}") { memberId } }`;
      expect((await gateway.post(query)).body).toEqual({ data: { imageMember: { memberId: MEMBER } } });
    }
    expect(upstream.calls).toEqual(script.map(() => LOOK));
  });

  it('without a final response leads to a look', async () => {
    const alone: UpstreamStep = (_response, { socket }) => void socket.end(head);
    const { upstream, body } = await write('add', [alone, { status: 200, body: MEMBER_ROW }]);
    expect(body).toEqual(SUCCESS);
    expect(upstream.calls).toEqual([POST, LOOK]);
  });
});

describe('the text of a body', () => {
  it('may look like an informational response, also where a segment begins', async () => {
    const name = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 x';
    const image = JSON.stringify({
      ...{ id: IMAGE, name: '@', status: 'active', visibility: 'shared', tags: [] },
      ...{ created_at: MEMBER_ROW.created_at, updated_at: MEMBER_ROW.updated_at },
    });
    const [before = '', after = ''] = image.split('@');
    const escaped = JSON.stringify(name).slice(1, -1);
    const whole = respond(200, before + escaped + after);
    const at = whole.indexOf(escaped);
    const upstream = await startUpstream([inParts(whole.slice(0, at), whole.slice(at))]);
    const gateway = await startGateway({ endpoint: upstream.url });
    expect((await gateway.post(`{ image(id: "${IMAGE}") { name } }`)).body).toEqual({ data: { image: { name } } });
  });

  it('of one response says nothing about the next one on the same connection', async () => {
    const upstream = await startUpstream([
      inParts(`HTTP/1.1 100 Continue\r\n\r\n${respond(200, ROW)}`),
      inParts(`HTTP/1.1 100 Continue\r\n\r\n`, respond(200, ROW)),
      inParts(respond(200, ROW)),
    ]);
    const gateway = await startGateway({ endpoint: upstream.url, env: { GLANCE_CONNECTIONS: '1' } });
    for (const _ of [1, 2, 3]) {
      const query = `{ imageMember(imageId: "${IMAGE}", memberId: "${MEMBER}") { memberId } }`;
      expect((await gateway.post(query)).body).toEqual({ data: { imageMember: { memberId: MEMBER } } });
    }
    expect(upstream.calls).toEqual([LOOK, LOOK, LOOK]);
  });
});
