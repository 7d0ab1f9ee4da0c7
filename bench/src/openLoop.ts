import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { UNIQUE } from './cases.ts';
import { toPercentile } from './statistics.ts';

/**
 * Program: node openLoop.js PORT REQUEST_FILE RATE SECONDS. Sends each request when it is due, without waiting for
 * earlier responses, and counts the latency from then on: a server that stalls does not get fewer requests.
 */
const [port = '', requestFile = '', rate = '', seconds = ''] = process.argv.slice(2);
const total = Number(rate) * Number(seconds);
const template = await readFile(requestFile, 'utf8');
const [before = '', after] = template.split(UNIQUE);
const idle: Socket[] = [];
const latencies: number[] = [];
let errors = 0;
let bytes = 0;
let sent = 0;
let finished = 0;

const started = performance.now();
const timer = setInterval(sendDue, 1);

function sendDue(): void {
  const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * Number(rate)) + 1);
  while (sent < due) {
    const dueAt = started + (sent / Number(rate)) * 1000;
    sent += 1;
    const request = after === undefined ? before : `${before}${String(sent).padStart(UNIQUE.length, '0')}${after}`;
    exchange(idle.pop() ?? open(), request, dueAt);
  }
  if (sent === total) clearInterval(timer);
}

function open(): Socket {
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
  socket.on('error', () => socket.destroy());
  return socket;
}

function exchange(socket: Socket, request: string, dueAt: number): void {
  let text = '';
  let isOpen = true;
  const finish = (isGood: boolean): void => {
    if (!isOpen) return;
    isOpen = false;
    socket.off('data', onData).off('close', onClose);
    if (isGood) {
      latencies.push(performance.now() - dueAt);
      idle.push(socket);
    } else errors += 1;
    finished += 1;
    if (finished === total) report();
  };
  const onClose = (): void => finish(false);
  const onData = (chunk: Buffer): void => {
    bytes += chunk.length;
    text += chunk.toString('latin1');
    const head = text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head + 2))?.[1] ?? Number.NaN);
    if (Number.isNaN(length) ? text.endsWith('0\r\n\r\n') : text.length >= head + 4 + length) {
      finish(text.startsWith('HTTP/1.1 200'));
    }
  };
  socket.on('data', onData).on('close', onClose);
  socket.write(request);
}

function report(): void {
  const load = {
    requests: finished,
    seconds: (performance.now() - started) / 1000,
    bytes,
    errors,
    p50: toPercentile(latencies, 50),
    p99: toPercentile(latencies, 99),
  };
  process.stdout.write(`${JSON.stringify(load)}\n`);
  for (const socket of idle) socket.destroy();
}
