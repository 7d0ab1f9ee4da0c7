import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What becomes of one connection. `refuse` is not among them: see `refuseFor`. */
export const FAULTS = [
  'reset',
  'hang',
  'delay',
  'drip',
  'cutAfterRequest',
  'cutThenPassOnLate',
  'cutInHead',
  'cutBeforeBody',
  'cutInBody',
  'continue',
  'garbage',
  'halfClose',
  'hugeBody',
] as const;
/**
 * The last three take `lateMs`. The first two of them outlast a proxy's patience, done before and after it answers 504;
 * the third outlasts the second look for a lost write.
 */
export type Fault = (typeof FAULTS)[number] | 'answerLate' | 'passOnLate' | 'cutThenPassOnTooLate';

const UNASKED = Buffer.from('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n');
const PING = 'PING';
const DELAY_MS = 30;
/** Later than a first look, sooner than a second one. */
const SOON_MS = 300;
const HUGE_BODY_BYTES = 1024 ** 3;

export interface FaultProxy {
  readonly url: string;
  /** Decides for each request by its number, from 0; null passes it on. */
  decide(next: (request: number) => Fault | null | Promise<Fault | null>): void;
  /** Refuses connections from now on, for ever or until so many milliseconds have passed. */
  refuseFor(milliseconds: number): Promise<void>;
  /** Resolves when everything that was sent before has been answered by the target, late or not, or is lost. */
  settled(): Promise<void>;
}

/** A TCP proxy that closes each connection after one answer, so that a fault meets one request and no other. */
export async function startFaultProxy(target: string, { lateMs = 600 } = {}): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const underWay = new Set<Promise<void>>();
  let requests = 0;
  let next: Parameters<FaultProxy['decide']>[0] = () => null;
  const dial = (): Socket => keep(connect(Number(port), hostname));
  const dialOwn = (): Socket => keep(connect(ownPort, '127.0.0.1'));
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    keep(client);
    readRequest(client, (request) => {
      if (request.startsWith(PING)) return void client.end('pong');
      const deciding = next(requests);
      requests += 1;
      const serving = Promise.resolve(deciding).then((fault) => serve({ fault, client, request, dial, lateMs }));
      underWay.add(serving);
      void serving.finally(() => underWay.delete(serving));
    });
  });
  const ownPort = await listenOnOwnPort(server);
  let reopening: NodeJS.Timeout | undefined;
  onTestFinished(() => {
    clearTimeout(reopening);
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${ownPort}`,
    decide(decision) {
      requests = 0;
      next = decision;
    },
    async refuseFor(milliseconds) {
      // Not until what is open has ended: it need not.
      server.close();
      await new Promise(setImmediate);
      if (milliseconds < Infinity) reopening = setTimeout(() => void listen(server, ownPort), milliseconds);
    },
    async settled() {
      // What a gateway sent just before it gave up may not have been read yet: the first one waits behind it, and the
      // second one until it has been looked at.
      for (let pings = 0; pings < 2 && server.listening; pings += 1) await exchange(`${PING}\r\n\r\n`, dialOwn());
      await Promise.all(underWay);
    },
  };
}

/** Waits for the whole of a request, which asks for a connection of its own then. */
function readRequest(client: Socket, onRequest: (request: string) => void): void {
  let text = '';
  const onData = (chunk: Buffer): void => {
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = text.slice(0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    if (text.length < end + 4 + length) return;
    client.off('data', onData);
    onRequest(`${head.replace(/\r\nconnection:[^\r]*/i, '')}\r\nconnection: close${text.slice(end)}`);
  };
  client.on('data', onData);
}

interface Serving {
  readonly fault: Fault | null;
  readonly client: Socket;
  readonly request: string;
  readonly dial: () => Socket;
  readonly lateMs: number;
}

async function serve({ fault, client, request, dial, lateMs }: Serving): Promise<void> {
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
    case 'cutThenPassOnTooLate':
      client.resetAndDestroy();
      await wait(fault === 'cutThenPassOnLate' ? SOON_MS : lateMs);
      await exchange(request, dial());
      return;
    case 'delay':
      await wait(DELAY_MS);
      break;
    case 'passOnLate':
      await wait(lateMs);
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
    case 'cutBeforeBody':
      client.write(answer.subarray(0, head), () => client.destroy());
      return;
    case 'continue':
      client.end(Buffer.concat([UNASKED, answer]));
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
    case 'answerLate':
      await wait(lateMs);
      client.end(answer);
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

/** None that the system gives to those who ask for any: while it refuses, somebody else would answer there. */
async function listenOnOwnPort(server: Server): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await listen(server, port)) return port;
  }
}

/** Resolves to whether the port was free. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const onError = (): void => resolve(false);
    server.once('error', onError).listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}
