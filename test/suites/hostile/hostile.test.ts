import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createStage, type Attack } from './support/attack.ts';
import { startGoodClient, type GoodClientCounts } from './support/goodClient.ts';
import { startProduct } from './support/product.ts';
import { startScriptedGlance, type ScriptedGlance } from './support/scriptedGlance.ts';
import { printTable, type Outcome } from './support/table.ts';
import { UPSTREAM_ATTACKS } from './attacks/upstreamAttacks.ts';

const ATTACKS: readonly Attack[] = [...UPSTREAM_ATTACKS];

/** How long a good client asks after an attack that nobody could work beside. */
const AFTERWARDS_MS = 1000;

let glance: ScriptedGlance;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  glance = await startScriptedGlance();
});

afterAll(() => {
  glance.stop();
  printTable(outcomes);
});

describe('an attack', () => {
  it.each(ATTACKS.map((attack) => [attack.item, attack.name, attack] as const))(
    '%i: %s',
    async (_item, _name, attack) => {
      const { env = {}, mayLose = 0.01, maxMemory = 400, maxCpu } = attack;
      const product = await startProduct(glance.url, env);
      glance.behave({});
      glance.forget();
      const good = attack.goodClient === 'after' ? null : await startGoodClient(product.url);
      const stage = createStage(product, glance, good);
      onTestFinished(() => stage.end());
      glance.behave(attack.glance ?? {});
      // What the start of the process took is no block of the attack.
      await product.readLongestBlock();
      const started = performance.now();
      const cpuBefore = await product.readCpu();
      let counts: GoodClientCounts | undefined;
      let cpu = Number.NaN;
      try {
        await attack.run(stage);
      } finally {
        const tookMs = performance.now() - started;
        cpu = (await product.readCpu().catch(() => Number.NaN)) - cpuBefore;
        counts = await (good ?? (await startLater(product.url, stage.wait))).stop();
        const memory = await product.readPeakMemory().catch(() => Number.NaN);
        const block = await product.readLongestBlock().catch(() => Number.NaN);
        outcomes.push({ attack, counts, memory, block, cpu, logBytes: product.log.bytes, tookMs });
      }
      const lastAnswer = await stage.post({ query: '{ __typename }' }, null);
      expect({ lastAnswer, alarms: product.log.alarms, isAlive: product.bin.child.exitCode === null }).toEqual({
        lastAnswer: { status: 200, text: '{"data":{"__typename":"Query"}}' },
        alarms: [],
        isAlive: true,
      });
      const allowed = Math.floor(counts.sent * mayLose);
      expect(counts.lost, `lost ${JSON.stringify([...counts.losses])}`).toBeLessThanOrEqual(allowed);
      expect(await product.readPeakMemory()).toBeLessThan(maxMemory);
      if (maxCpu !== undefined) expect(cpu).toBeLessThan(maxCpu);
    },
  );
});

async function startLater(url: string, wait: (milliseconds: number) => Promise<void>) {
  const good = await startGoodClient(url);
  await wait(AFTERWARDS_MS);
  return good;
}
