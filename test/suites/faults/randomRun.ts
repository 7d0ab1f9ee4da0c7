import type { Gateway } from '../../support/gateway.ts';
import { createRandom } from '../../support/random.ts';
import { MUTATIONS, QUERIES } from './cases.ts';
import type { FaultLab, PlotState } from './faultLab.ts';
import { FAULTS, type Fault, type FaultProxy } from './faultProxy.ts';
import { runCase } from './runCase.ts';
import type { Tally } from './tally.ts';

/** Of one worker, which has a plot for itself. */
interface RandomRun {
  readonly lab: FaultLab;
  readonly proxy: FaultProxy;
  /** One is picked for each operation. */
  readonly gateways: readonly Pick<Gateway, 'post'>[];
  readonly seed: number;
  readonly operations: number;
  readonly tally: Tally;
}

const FAULT_SHARE = 0.35;
/** More requests than an operation makes. */
const REQUESTS = 24;

/** As many mutations as queries, each meeting faults at random, on whatever the ones before have left. */
export async function runRandomly({ lab, proxy, gateways, seed, operations, tally }: RandomRun): Promise<void> {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[Math.floor(random() * list.length)];
    if (picked === undefined) throw new Error('an empty list');
    return picked;
  };
  const plot = await lab.addPlot();
  let before: PlotState | undefined;
  for (let turn = 0; turn < operations; turn += 1) {
    const operation = pick(pick([MUTATIONS, QUERIES]));
    const faults = Array.from({ length: REQUESTS }, (): Fault | null => (random() < FAULT_SHARE ? pick(FAULTS) : null));
    proxy.decide((request) => faults[request] ?? null);
    const gateway = pick(gateways);
    const { verdict, after } = await runCase(lab, gateway, {
      operation,
      plot,
      mayBeUnknown: true,
      settled: proxy.settled,
      ...(before ? { before } : {}),
    });
    tally.add('at random', operation.name, verdict);
    before = after;
  }
}
