import { expect } from 'vitest';
import { startKeepAliveClient } from '../../../support/keepAliveClient.ts';
import { times, type Attack, type Stage } from '../support/attack.ts';
import { ONE_IMAGE } from '../support/documents.ts';
import { GOOD_TOKEN } from '../support/goodClient.ts';
import { PIPELINE_TOKEN, pipelineShares } from '../support/pipeline.ts';

/** Beyond the grace the process closes its log and ends; a busy machine takes longer for it. */
const MARGIN_MS = 3000;

async function endOf({ product, wait }: Stage, withinMs: number): Promise<number | null> {
  product.bin.child.kill('SIGTERM');
  const ended = await Promise.race([product.bin.ended, wait(withinMs).then(() => null)]);
  return ended?.code ?? null;
}

/** Attacks on the end of the process. */
export const SHUTDOWN_ATTACKS: readonly Attack[] = [
  {
    item: 14,
    name: 'pipelined requests at a hanging image service do not hold up the end of the process',
    before: 'exit after 7.8 s with a grace of 3 s',
    env: { SHUTDOWN_GRACE_MS: '1000' },
    glance: { hangs: true },
    goodClient: 'none',
    async run(stage) {
      await pipelineShares(stage, 20);
      const readCalls = async () => (await stage.glance.countByToken()).get(PIPELINE_TOKEN);
      await expect.poll(readCalls).toBe(1);
      expect(await endOf(stage, 1000 + MARGIN_MS)).toBe(0);
      expect(await readCalls()).toBe(1);
    },
  },
  {
    item: 14,
    name: 'the end of two workers resets no connection of a client that keeps it',
    before: '6 resets',
    env: { WORKERS: '2' },
    goodClient: 'none',
    async run(stage) {
      const clients = times(32, () => startKeepAliveClient(`${stage.product.url}/graphql`, ONE_IMAGE, GOOD_TOKEN));
      await expect.poll(() => clients.every(({ answered }) => answered > 5)).toBe(true);
      expect(await endOf(stage, 30_000)).toBe(0);
      const failures = await Promise.all(clients.map(({ failure }) => failure));
      expect(failures).toEqual(failures.map(() => 'ECONNREFUSED'));
    },
  },
];
