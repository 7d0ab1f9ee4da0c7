import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What becomes of one connection. A port that nobody listens on is not among them: it needs no proxy. */
export const FAULTS = [
  'reset',
  'hang',
  'delay',
  'drip',
  'cutAfterRequest',
  'cutThenPassOnLate',
  'cutInHead',
  'cutInBody',
  'garbage',
  'halfClose',
  'hugeBody',
] as const;
export type Fault = (typeof FAULTS)[number];

const DELAY_MS = 30;
const HUGE_BODY_BYTES = 1024 ** 3;

export interface FaultProxy {
  readonly url: string;
  /** Decides for each request by its number, from 0; null passes it on. */
  decide(next: (request: number) => Fault | null): void;
  /** Resolves when everything that was passed on, late or not, has been answered. */
  settled(): Promise<void>;
}

/** A TCP proxy that closes each connection after one answer, so that a fault meets one request and no other. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const underWay = new Set<Promise<void>>();
  let requests = 0;
  let next: (request: number) => Fault | null = () => null;
  const dial = (): Socket => keep(connect(Number(port), hostname));
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    keep(client);
    client.once('data', (first) => {
      const fault = next(requests);
      requests += 1;
      const serving = serve(fault, client, closing(first), dial);
      underWay.add(serving);
      void serving.finally(() => underWay.delete(serving));
    });
  });
  const url = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url,
    decide(decision) {
      requests = 0;
      next = decision;
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}

/** Our requests are small enough to come in one piece. */
function closing(request: Buffer): string {
  return request.toString('latin1').replace(/^connection: keep-alive\r\n/im, 'connection: close\r\n');
}

async function serve(fault: Fault | null, client: Socket, request: string, dial: () => Socket): Promise<void> {
  switch (fault) {
    case 'reset':
      client.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'garbage':
      client.end('\u0000\u0001 this is no HTTP \r\n\r\n');
      return;
    case 'halfClose':
      client.end();
      return;
    case 'hugeBody':
      return sendHugeBody(client);
    case 'cutThenPassOnLate':
      client.resetAndDestroy();
      await wait(DELAY_MS);
      await exchange(request, dial());
      return;
    case 'delay':
      await wait(DELAY_MS);
      break;
    default:
  }
  const answer = await exchange(request, dial());
  const head = answer.indexOf('\r\n\r\n') + 4;
  switch (fault) {
    case 'cutAfterRequest':
      client.resetAndDestroy();
      return;
    case 'cutInHead':
      client.write(answer.subarray(0, 20), () => client.destroy());
      return;
    case 'cutInBody':
      // An answer without a body has only its head to be cut in.
      client.write(answer.subarray(0, answer.length > head ? head + 5 : head - 3), () => client.destroy());
      return;
    case 'drip':
      for (const byte of answer) {
        if (client.destroyed) return;
        client.write(Buffer.of(byte));
        await new Promise(setImmediate);
      }
      client.end();
      return;
    default:
      client.end(answer);
  }
}

function exchange(request: string, upstream: Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    upstream.on('data', (chunk) => chunks.push(chunk)).on('close', () => resolve(Buffer.concat(chunks)));
    upstream.write(request, 'latin1');
  });
}

function sendHugeBody(client: Socket): void {
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  client.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
  let sent = 0;
  const push = (): void => {
    while (!client.destroyed && sent < HUGE_BODY_BYTES) {
      sent += chunk.length;
      client.write(`${chunk.length.toString(16)}\r\n`);
      client.write(chunk);
      if (!client.write('\r\n')) return void client.once('drain', push);
    }
    client.end('0\r\n\r\n');
  };
  push();
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
    });
  });
}
