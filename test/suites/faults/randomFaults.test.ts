import { describe, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { startEmbeddedLab } from './embeddedLab.ts';
import { startFaultProxy } from './faultProxy.ts';
import { runRandomly } from './randomRun.ts';
import { SHORT_TIMEOUTS } from './runCase.ts';
import { createTally } from './tally.ts';

const WORKERS = 48;
const OPERATIONS = 50;
const DEADLINES_MS = ['150', '2500'];

describe('faults at random', () => {
  it(
    'lose no write, double no write, and every reported outcome is true in 2,400 operations',
    { timeout: 480_000 },
    async () => {
      const lab = await startEmbeddedLab();
      const tally = createTally();
      const runs = Array.from({ length: WORKERS }, async (_, worker) => {
        const proxy = await startFaultProxy(lab.upstream.endpoint);
        // Every fourth has a breaker that opens soon.
        const breaker = worker % 4 === 0 ? { GLANCE_BREAKER_MINIMUM_RPS: '1', GLANCE_BREAKER_OPEN_MS: '50' } : {};
        const starts = DEADLINES_MS.map((deadline) => {
          const env = { ...SHORT_TIMEOUTS, OPERATION_TIMEOUT_MS: deadline, ...breaker };
          return startGateway({ endpoint: proxy.url, env });
        });
        const gateways = await Promise.all(starts);
        await runRandomly({ lab, proxy, gateways, seed: worker + 1, operations: OPERATIONS, tally });
      });
      await Promise.all(runs);
      tally.settle('at random', WORKERS * OPERATIONS);
    },
  );
});
