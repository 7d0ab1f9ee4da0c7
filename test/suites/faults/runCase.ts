import type { Environment } from '../../../src/config/config.ts';
import type { Gateway } from '../../support/gateway.ts';
import type { FaultLab, Plot, PlotState } from './faultLab.ts';
import { judge } from './judge.ts';
import type { FaultOperation } from './operation.ts';
import type { Verdict } from './verdict.ts';

/** Short, for upstreams that hang. */
export const SHORT_TIMEOUTS: Environment = {
  GLANCE_CONNECT_TIMEOUT_MS: '5000',
  GLANCE_HEADERS_TIMEOUT_MS: '900',
  GLANCE_BODY_TIMEOUT_MS: '900',
  OPERATION_TIMEOUT_MS: '10000',
  // No case is to be refused for the failures of another one.
  GLANCE_BREAKER_MINIMUM_RPS: '100000',
};

export interface CaseOptions {
  readonly operation: FaultOperation;
  readonly plot: Plot;
  /** What was read last, where nothing has happened since. */
  readonly before?: PlotState;
  readonly mayBeUnknown: boolean;
  /** Resolves when nothing is on its way to Glance any more. */
  settled(): Promise<void>;
}

/** Runs one operation through the gateway and compares what it said with what is there. */
export async function runCase(
  lab: FaultLab,
  gateway: Pick<Gateway, 'post'>,
  { operation, plot, before, mayBeUnknown, settled }: CaseOptions,
): Promise<{ verdict: Verdict; after: PlotState }> {
  const { projects, tokens } = lab.upstream;
  const scene = { lab, projects, plot, before: before ?? (await lab.read(plot)) };
  const token = { 'x-auth-token': tokens[operation.as] };
  const answer = await gateway.post(operation.query, operation.toVariables(scene), token);
  await settled();
  const after = await lab.read(plot);
  return { verdict: judge(operation, scene, answer, after, mayBeUnknown), after };
}
