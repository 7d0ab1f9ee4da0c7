import { describe, expect, it } from 'vitest';
import { mapConcurrently } from '../../src/glance/mapConcurrently.ts';
import { startGateway } from '../support/gateway.ts';
import { CASES, type FaultCase } from './cases.ts';
import { startEmbeddedLab } from './embeddedLab.ts';
import { FAULTS, startFaultProxy, type Fault } from './faultProxy.ts';
import { runCase, SHORT_TIMEOUTS } from './runCase.ts';
import { createTally } from './tally.ts';

/** How many requests of an operation the fault meets. */
const EXTENTS = [1, 2, Infinity];
const CONCURRENT_CASES = 32;

/** Where nothing hangs, a busy machine is not to make a look fail that would have told the truth. */
const PATIENT = { ...SHORT_TIMEOUTS, GLANCE_HEADERS_TIMEOUT_MS: '8000', GLANCE_BODY_TIMEOUT_MS: '8000' };

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
      const gateway = await startGateway({ endpoint: proxy.url, env: fault === 'hang' ? SHORT_TIMEOUTS : PATIENT });
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

  it.each(['addImageMember', 'removeImageMember'])(
    '%s is done once though a proxy passes it on too late',
    async (title) => {
      const lab = await startEmbeddedLab();
      const proxy = await startFaultProxy(lab.upstream.endpoint, { lateMs: 2500 });
      const gateway = await startGateway({ endpoint: proxy.url, env: SHORT_TIMEOUTS });
      const plot = await lab.addPlot();
      const { operation, memberships } = findCase(title);
      for (const membership of memberships) await lab.share(plot, membership, 'pending');
      proxy.decide((request) => (request === 0 ? 'cutThenPassOnTooLate' : null));
      const { settled } = proxy;
      const { verdict } = await runCase(lab, gateway, { operation, plot, settled, mayBeUnknown: false });
      expect(verdict).toEqual({ lost: [], doubled: [], falseOutcomes: [], needless: [], said: ['success'] });
    },
  );
});

function findCase(title: string): FaultCase {
  const found = CASES.find((faultCase) => faultCase.title === title);
  if (!found) throw new Error(`no case ${title}`);
  return found;
}

/** Whether the look after a lost write is lost as well: reads are repeated, but not when what came was no HTTP. */
function hides(fault: Fault | 'refuse', extent: number): boolean {
  if (fault === 'refuse' || fault === 'delay' || fault === 'drip') return false;
  return extent > (['garbage', 'hugeBody'].includes(fault) ? 1 : 2);
}
