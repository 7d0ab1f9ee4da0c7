import { writeFileSync } from 'node:fs';
import type { Attack } from './attack.ts';
import type { GoodClientCounts } from './goodClient.ts';

/** What an attack did: numbers that a busy machine makes too uncertain for a test. */
export interface Outcome {
  readonly attack: Attack;
  readonly counts: GoodClientCounts;
  /** In MB. */
  readonly memory: number;
  /** Longest block of the event loop, in milliseconds. */
  readonly block: number;
  /** CPU time of the process while the attack lasted, in milliseconds. */
  readonly cpu: number;
  readonly logBytes: number;
  readonly tookMs: number;
}

/** Whether the tables are printed. */
export const IS_BENCH = process.env['HOSTILE_TABLE'] !== undefined;

/** One request, and the longest block of the event loop each time that it was sent, in milliseconds. */
export interface MeasuredRequest {
  readonly name: string;
  readonly bytes: number;
  /** Each time with another document. */
  readonly fresh: readonly number[];
  /** With the same document, from the third time on. */
  readonly repeated: readonly number[];
}

const BLOCK_COLUMNS = ['request', 'bytes', 'longest block, first time', 'third time and later'];

/** Prints medians. */
export function printBlocks(measured: readonly MeasuredRequest[]): void {
  const rows = measured.map(({ name, bytes, fresh, repeated }) => [
    name,
    String(bytes),
    `${toMedian(fresh)} ms`,
    `${toMedian(repeated)} ms`,
  ]);
  print(BLOCK_COLUMNS, rows);
}

function toMedian(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN);
}

const COLUMNS = ['item', 'attack', 'took', 'good lost', 'slowest', 'longest block', 'CPU', 'memory', 'log'];

/** Prints what `npm run bench:hostile` is run for. Silent in a test run. */
export function printTable(outcomes: readonly Outcome[]): void {
  const rows = outcomes.map(({ attack, counts, memory, block, cpu, logBytes, tookMs }) => [
    String(attack.item),
    attack.name,
    `${Math.round(tookMs)} ms`,
    `${counts.lost} of ${counts.sent}`,
    `${Math.round(counts.slowestMs)} ms`,
    `${Math.round(block)} ms`,
    `${Math.round(cpu)} ms`,
    `${Math.round(memory)} MB`,
    `${Math.round(logBytes / 1024)} KiB`,
  ]);
  print(COLUMNS, rows);
}

function print(columns: readonly string[], rows: readonly (readonly string[])[]): void {
  if (!IS_BENCH) return;
  const lines = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  writeFileSync(1, `${lines.join('\n')}\n`);
}
