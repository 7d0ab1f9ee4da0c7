import { describe, expect, it } from 'vitest';
import { mapConcurrently } from '../../../src/glance/operations/mapConcurrently.ts';
import { startGateway } from '../../support/gateway.ts';
import { CASES, type FaultCase } from './cases.ts';
import { startEmbeddedLab } from './embeddedLab.ts';
import { FAULTS, startFaultProxy, type Fault } from './faultProxy.ts';
import { firstRequestOf } from './operation.ts';
import { runCase, SHORT_TIMEOUTS } from './runCase.ts';
import { createTally } from './tally.ts';

/** How many requests of an operation the fault meets. */
const EXTENTS = [1, 2, Infinity];
const CONCURRENT_GROUPS = 32;

/** Where nothing hangs, a busy machine is not to make a look fail that would have told the truth. */
const PATIENT = { ...SHORT_TIMEOUTS, GLANCE_HEADERS_TIMEOUT_MS: '8000', GLANCE_BODY_TIMEOUT_MS: '8000' };

/** A refused connection is tried again after 50 to 100 and after 100 to 200 ms, as far as it is. */
const REFUSALS_MS = new Map([
  [1, 40],
  [2, 130],
  [Infinity, Infinity],
]);

/** Cases that one gateway takes, one after another: its budget for repeated reads is enough for so many. */
const CASES_OF_A_GATEWAY = 4;

const GROUPS = ['refuse' as const, ...FAULTS].flatMap((fault) =>
  EXTENTS.flatMap((extent) => toGroups(fault).map((cases) => ({ fault, extent, cases }))),
);

/** Each with slow and with fast ones. A proxy that refuses is of no use for a second case. */
function toGroups(fault: Fault | 'refuse'): FaultCase[][] {
  const count = fault === 'refuse' ? CASES.length : Math.ceil(CASES.length / CASES_OF_A_GATEWAY);
  return Array.from({ length: count }, (_, group) => CASES.filter((_case, index) => index % count === group));
}

describe('every fault in every operation', () => {
  it('loses no write, doubles no write, and every reported outcome is true', { timeout: 480_000 }, async () => {
    const lab = await startEmbeddedLab();
    const tally = createTally();
    await mapConcurrently(GROUPS, CONCURRENT_GROUPS, async ({ fault, extent, cases }) => {
      const proxy = await startFaultProxy(lab.upstream.endpoint);
      const gateway = await startGateway({ endpoint: proxy.url, env: fault === 'hang' ? SHORT_TIMEOUTS : PATIENT });
      const { settled } = proxy;
      for (const { title, operation, memberships, hidden, firstRequest } of cases) {
        const plot = await lab.addPlot();
        for (const membership of memberships) await lab.share(plot, membership, 'pending');
        if (hidden) await lab.hide(plot);
        if (fault === 'refuse') await proxy.refuseFor(REFUSALS_MS.get(extent) ?? 0);
        else {
          const first = firstRequest ?? firstRequestOf(operation);
          proxy.decide((request) => (request >= first && request < first + extent ? fault : null));
        }
        const mayBeUnknown = hides(fault, extent);
        const { verdict } = await runCase(lab, gateway, { operation, plot, settled, mayBeUnknown });
        tally.add(fault, title, verdict);
      }
      await gateway.stop();
    });
    tally.settle('faults x operations', (FAULTS.length + 1) * EXTENTS.length * CASES.length);
  });

  it('applies a write once when a proxy passes it on too late and it can be sent again', async () => {
    const lab = await startEmbeddedLab();
    const runs = ['addImageMember', 'removeImageMember'].map(async (title) => {
      const proxy = await startFaultProxy(lab.upstream.endpoint, { lateMs: 2500 });
      const gateway = await startGateway({ endpoint: proxy.url, env: PATIENT });
      const plot = await lab.addPlot();
      const { operation, memberships } = findCase(title);
      for (const membership of memberships) await lab.share(plot, membership, 'pending');
      proxy.decide((request) => (request === firstRequestOf(operation) ? 'cutThenPassOnTooLate' : null));
      const { settled } = proxy;
      return (await runCase(lab, gateway, { operation, plot, settled, mayBeUnknown: false })).verdict;
    });
    const done = { lost: [], doubled: [], falseOutcomes: [], needless: [], said: ['success'] };
    expect(await Promise.all(runs)).toEqual([done, done]);
  });
});

function findCase(title: string): FaultCase {
  const found = CASES.find((faultCase) => faultCase.title === title);
  if (!found) throw new Error(`no case ${title}`);
  return found;
}

/** Whether the look after a lost write is lost as well: reads are repeated, but not when what came was no HTTP. */
function hides(fault: Fault | 'refuse', extent: number): boolean {
  if (['refuse', 'delay', 'drip', 'continue'].includes(fault)) return false;
  return extent > (['garbage', 'hugeBody'].includes(fault) ? 1 : 2);
}
