// An embedded Glance of its own process, behind a proxy that breaks some of what passes. The parent says which seed, and
// then how much: { faults: 0.02 } of all requests, or { outage: true }.
import { createServer, Agent, request as sendRequest } from 'node:http';
import { startEmbeddedGlance } from '../../../dist/index.js';

const FAULTS = ['reset', 'status', 'status', 'delay', 'delay', 'hang', 'cutAfter', 'cutBody', 'garbage'];
const STATUSES = [502, 503, 504, 429, 500];
const agent = new Agent({ keepAlive: true, maxSockets: 512 });

let share = 0;
let outage = false;
let random = createRandom(1);

function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = (list) => list[Math.floor(random() * list.length)];

function pass(target, incoming, body, answer) {
  const { method, url, headers } = incoming;
  const outgoing = sendRequest(new URL(url, target), { method, headers, agent }, (upstream) => {
    const chunks = [];
    upstream.on('data', (chunk) => chunks.push(chunk));
    upstream.on('end', () => answer(upstream, Buffer.concat(chunks)));
  });
  outgoing.on('error', () => incoming.socket.destroy());
  outgoing.end(body);
}

function serve(target, incoming, response, body) {
  const { socket } = incoming;
  const fault = outage ? pick(['reset', 'unavailable']) : random() < share ? pick(FAULTS) : null;
  const relay = () =>
    pass(target, incoming, body, (upstream, text) =>
      response.writeHead(upstream.statusCode, upstream.headers).end(text),
    );
  switch (fault) {
    case 'reset':
      return socket.resetAndDestroy();
    case 'hang':
      return;
    case 'garbage':
      return socket.end('\u0000\u0001 this is no HTTP \r\n\r\n');
    case 'unavailable':
      return response.writeHead(503, { 'content-type': 'text/html' }).end('<html>down</html>');
    case 'status': {
      const status = pick(STATUSES);
      return response
        .writeHead(status, { 'content-type': 'text/html', ...(status === 429 && { 'retry-after': '1' }) })
        .end();
    }
    case 'delay':
      return void setTimeout(() => socket.destroyed || relay(), 50 + random() * 500);
    case 'cutAfter':
      return pass(target, incoming, body, () => socket.resetAndDestroy());
    case 'cutBody':
      return pass(target, incoming, body, (upstream, text) => {
        response.writeHead(upstream.statusCode, { ...upstream.headers, 'content-length': text.length + 1 });
        response.write(text.subarray(0, text.length >> 1), () => socket.destroy());
      });
    default:
      return relay();
  }
}

process.once('message', async ({ seed, randomSeed }) => {
  random = createRandom(randomSeed);
  const glance = await startEmbeddedGlance({ seed });
  const proxy = createServer({ keepAliveTimeout: 900_000 }, (incoming, response) => {
    const chunks = [];
    incoming.on('error', () => {});
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => serve(glance.url, incoming, response, Buffer.concat(chunks)));
  });
  process.on('message', (message) => {
    if ('faults' in message) share = message.faults;
    if ('outage' in message) outage = message.outage;
  });
  proxy.listen(0, '127.0.0.1', () =>
    process.send({ glanceUrl: glance.url, url: `http://127.0.0.1:${proxy.address().port}` }),
  );
});
process.once('disconnect', () => process.exit(0));
