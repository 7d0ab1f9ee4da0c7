import { expect, onTestFinished } from 'vitest';
import { createStage, type Attack, type Stage } from './attack.ts';
import { startGoodClient, type GoodClientCounts } from './goodClient.ts';
import { startProduct, type Product } from './product.ts';
import type { ScriptedGlance } from './scriptedGlance.ts';
import type { Outcome } from './table.ts';

/** How long a good client asks after an attack that nobody could work beside. */
const AFTERWARDS_MS = 1000;

const NOBODY: GoodClientCounts = { sent: 0, answered: 0, lost: 0, slowestMs: 0, losses: new Map() };

/**
 * Runs one attack against a gateway of its own, and checks what has to hold whatever the attack.
 * @param tell is told of the outcome, of a failed one too
 */
export async function runAttack(attack: Attack, glance: ScriptedGlance, tell: (outcome: Outcome) => void) {
  const product = await startProduct(glance.url, attack.env ?? {});
  glance.behave({});
  glance.forget();
  const { goodClient = 'beside' } = attack;
  const good = goodClient === 'beside' ? await startGoodClient(product.url) : null;
  const stage = createStage(product, glance, good);
  onTestFinished(() => stage.end());
  glance.behave(attack.glance ?? {});
  // What the start of the process took is no block of the attack.
  await product.readLongestBlock();
  const started = performance.now();
  const cpuBefore = await product.readCpu();
  const outcome = { attack, counts: NOBODY, memory: 0, block: 0, cpu: 0, logBytes: 0, tookMs: 0 };
  try {
    await attack.run(stage);
  } finally {
    outcome.tookMs = performance.now() - started;
    outcome.cpu = (await orUnknown(product.readCpu())) - cpuBefore;
    outcome.memory = await orUnknown(product.readPeakMemory());
    outcome.block = await orUnknown(product.readLongestBlock());
    outcome.counts = (await good?.stop()) ?? (goodClient === 'after' ? await askAfterwards(stage) : NOBODY);
    outcome.logBytes = product.log.bytes;
    tell(outcome);
  }
  expect(product.log.alarms).toEqual([]);
  if (goodClient !== 'none') await expectHealth(outcome, product, stage);
}

async function expectHealth({ attack, counts, cpu, memory }: Outcome, product: Product, stage: Stage): Promise<void> {
  const { mayLose = 0.01, maxMemory = 400, maxCpu = Number.POSITIVE_INFINITY } = attack;
  expect(product.bin.child.exitCode).toBe(null);
  const lastReply = await stage.post({ query: '{ __typename }' }, null);
  expect(lastReply).toEqual({ status: 200, text: '{"data":{"__typename":"Query"}}' });
  const isWithinShare = counts.lost <= Math.floor(counts.sent * mayLose);
  expect(isWithinShare ? [] : [...counts.losses]).toEqual([]);
  expect(memory).toBeLessThan(maxMemory);
  expect(cpu).toBeLessThan(maxCpu);
}

async function askAfterwards({ product, wait }: Stage): Promise<GoodClientCounts> {
  const good = await startGoodClient(product.url);
  await wait(AFTERWARDS_MS);
  return good.stop();
}

/** A process that has ended has nothing to read: that is what fails then, not the reading. */
function orUnknown(reading: Promise<number>): Promise<number> {
  return reading.catch(() => Number.NaN);
}
