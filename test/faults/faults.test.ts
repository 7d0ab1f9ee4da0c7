import { describe, it } from 'vitest';
import { mapConcurrently } from '../../src/glance/mapConcurrently.ts';
import { startGateway } from '../support/gateway.ts';
import { CASES } from './cases.ts';
import { startEmbeddedLab } from './embeddedLab.ts';
import { FAULTS, startFaultProxy, type Fault } from './faultProxy.ts';
import { runCase, SHORT_TIMEOUTS } from './runCase.ts';
import { createTally } from './tally.ts';

/** How many requests of an operation the fault meets. */
const EXTENTS = [1, 2, Infinity];
const CONCURRENT_CASES = 48;

/** A refused connection is tried again after 50 to 100 and after 100 to 200 ms, as far as it is. */
const REFUSALS_MS = new Map([
  [1, 40],
  [2, 130],
  [Infinity, Infinity],
]);

describe('faults x operations', () => {
  it('loses nothing, doubles nothing and tells the truth', { timeout: 120_000 }, async () => {
    const faults = ['refuse' as const, ...FAULTS];
    const cases = faults.flatMap((fault) =>
      EXTENTS.flatMap((extent) => CASES.map((faultCase) => ({ fault, extent, ...faultCase }))),
    );
    const lab = await startEmbeddedLab();
    const tally = createTally();
    await mapConcurrently(cases, CONCURRENT_CASES, async ({ fault, extent, title, operation, memberships }) => {
      const proxy = await startFaultProxy(lab.upstream.endpoint);
      const gateway = await startGateway({ endpoint: proxy.url, env: SHORT_TIMEOUTS });
      const plot = await lab.addPlot();
      for (const membership of memberships) await lab.share(plot, membership, 'pending');
      if (fault === 'refuse') await proxy.refuseFor(REFUSALS_MS.get(extent) ?? 0);
      else proxy.decide((request) => (request < extent ? fault : null));
      const { settled } = proxy;
      const { verdict } = await runCase(lab, gateway, { operation, plot, settled, mayBeUnknown: hides(fault, extent) });
      await gateway.stop();
      tally.add(fault, title, verdict);
    });
    tally.settle('faults x operations', cases.length);
  });
});

/** Whether the look after a lost write is lost as well: reads are repeated, but not when what came was no HTTP. */
function hides(fault: Fault | 'refuse', extent: number): boolean {
  if (fault === 'refuse' || fault === 'delay' || fault === 'drip') return false;
  return extent > (['garbage', 'hugeBody'].includes(fault) ? 1 : 2);
}
