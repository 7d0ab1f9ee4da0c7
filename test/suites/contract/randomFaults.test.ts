import { describe, inject, it } from 'vitest';
import { createFaultLab } from '../faults/faultLab.ts';
import { startFaultProxy } from '../faults/faultProxy.ts';
import { runRandomly } from '../faults/randomRun.ts';
import { SHORT_TIMEOUTS } from '../faults/runCase.ts';
import { createTally } from '../faults/tally.ts';
import { startGateway } from '../../support/gateway.ts';

const WORKERS = 10;
const OPERATIONS = 20;

describe('faults at random before the real Glance', () => {
  it(
    'lose no write, double no write, and every reported outcome is true in 200 operations',
    { timeout: 240_000 },
    async () => {
      const lab = createFaultLab(inject('realGlance'));
      const tally = createTally();
      const runs = Array.from({ length: WORKERS }, async (_, worker) => {
        const proxy = await startFaultProxy(lab.upstream.endpoint);
        const starts = ['1200', '5000'].map((deadline) =>
          startGateway({ endpoint: proxy.url, env: { ...SHORT_TIMEOUTS, OPERATION_TIMEOUT_MS: deadline } }),
        );
        const gateways = await Promise.all(starts);
        await runRandomly({ lab, proxy, gateways, seed: 1000 + worker, operations: OPERATIONS, tally });
      });
      await Promise.all(runs);
      tally.settle('at random', WORKERS * OPERATIONS);
    },
  );
});
