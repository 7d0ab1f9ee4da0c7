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

const COLUMNS = ['item', 'attack', 'took', 'good lost', 'slowest', 'longest block', 'CPU', 'memory', 'log'];

/** Prints what `npm run bench:hostile` is run for. Silent in a test run. */
export function printTable(outcomes: readonly Outcome[]): void {
  if (process.env['HOSTILE_TABLE'] === undefined) return;
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
  const lines = [COLUMNS, COLUMNS.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  writeFileSync(1, `${lines.join('\n')}\n`);
}
