import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSameResponses } from './responses.ts';
import type { CaseName } from './cases.ts';
import { measureFixedRate } from './fixedRate.ts';
import { startGateway, toBody, type GatewayName, type RunningGateway } from './gateways.ts';
import { measureWindow, type Measurement } from './measure.ts';
import type { Options } from './options.ts';
import { startUpstream, type Upstream } from './upstream.ts';
import type { Load } from './wrk.ts';

const FIRST_PORT = 19_300;
/** Requests a second: a moderate rate at which every server is idle most of the time, and a busy rate. */
export const RATES = { moderate: 500, busy: 2000 } as const;
export type RateName = keyof typeof RATES;
const RATE_NAMES = ['moderate', 'busy'] as const;

/** All measurements, in the order of the rounds. */
export interface Samples {
  readonly windows: {
    readonly gateway: GatewayName;
    readonly caseName: CaseName;
    readonly connections: number;
    readonly round: number;
    readonly measured: Measurement;
  }[];
  /** `upstream` is the upstream without a gateway. `load` is null when the server did not keep up. */
  readonly fixedRates: {
    readonly gateway: GatewayName | 'upstream';
    readonly rate: RateName;
    readonly load: Load | null;
  }[];
  /** Memory of a process after its first case, which is the mutation unless `--only` leaves it out. */
  readonly firstLoads: { readonly gateway: GatewayName; readonly memoryMb: number }[];
  /** Milliseconds from the start of the process to its first response. */
  readonly coldStarts: { readonly gateway: GatewayName; readonly milliseconds: number }[];
}

interface Bench {
  readonly options: Options;
  readonly samples: Samples;
  readonly upstream: Upstream;
  readonly folder: string;
  readonly tell: (line: string) => void;
}

/** Measures the gateways in turn in each round, so that other load on the machine disturbs all of them alike. */
export async function runRounds(options: Options, tell: (line: string) => void): Promise<Samples> {
  const samples: Samples = { windows: [], fixedRates: [], firstLoads: [], coldStarts: [] };
  const folder = await mkdtemp(join(tmpdir(), 'glance-graphql-bench-'));
  const upstream = await startUpstream(FIRST_PORT);
  const bench: Bench = { options, samples, upstream, folder, tell };
  let servers: RunningGateway[] = [];
  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      await Promise.all(servers.map((server) => server.stop()));
      servers = [];
      for (const [index, gateway] of options.gateways.entries()) {
        const started = performance.now();
        const { node } = options;
        servers.push(await startGateway(gateway, { node, port: FIRST_PORT + 1 + index, upstream: upstream.url }));
        samples.coldStarts.push({ gateway: gateway.name, milliseconds: performance.now() - started });
      }
    }
    await checkSameResponses(servers, options.cases);
    for (let round = 0; round <= options.rounds; round += 1) await runRound(bench, servers, round);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await upstream.stop();
    await rm(folder, { recursive: true });
  }
  return samples;
}

/** Runs one round. Round 0 is a warm-up and is not counted, because V8 still compiles. */
async function runRound(bench: Bench, servers: readonly RunningGateway[], round: number): Promise<void> {
  const { options, samples, upstream, folder, tell } = bench;
  // Start each round with another gateway, so that a regular disturbance does not always hit the same one.
  const turn = [...servers.slice(round % servers.length), ...servers.slice(0, round % servers.length)];
  for (const caseName of options.cases) {
    for (const connections of round === 0 ? options.connections.slice(0, 1) : options.connections) {
      for (const server of turn) {
        const window = { caseName, connections, seconds: options.seconds, upstream, folder };
        const measured = await measureWindow(server, window);
        const gateway = server.gateway.name;
        if (measured && round === 0 && caseName === options.cases[0]) {
          samples.firstLoads.push({ gateway, memoryMb: measured.memoryMb });
        }
        if (!measured || round === 0) continue;
        samples.windows.push({ gateway, caseName, connections, round, measured });
        tell(`${round} ${caseName} ${connections} ${gateway}: ${measured.cpuPerRequest.toFixed(1)} us`);
      }
    }
  }
  if (round > 0 && options.cases.includes('addImageMember')) await runFixedRates(bench, turn);
}

async function runFixedRates(bench: Bench, servers: readonly RunningGateway[]): Promise<void> {
  const { options, samples, folder, tell } = bench;
  for (const rate of RATE_NAMES) {
    const load = { rate: RATES[rate], seconds: options.seconds + 1, folder };
    const direct = { port: FIRST_PORT, path: '/v2/images/any/members', body: '{"member":"m"}' };
    samples.fixedRates.push({ gateway: 'upstream', rate, load: await measureFixedRate({ ...direct, ...load }) });
    for (const { gateway, port } of servers) {
      const body = toBody(gateway, 'addImageMember');
      if (body === null) continue;
      const found = await measureFixedRate({ port, path: '/graphql', body, ...load });
      samples.fixedRates.push({ gateway: gateway.name, rate, load: found });
      tell(
        `${RATES[rate]}/s ${gateway.name}: ${found ? `${found.p50.toFixed(2)} ms, ${found.p99.toFixed(2)} ms` : '-'}`,
      );
    }
  }
}
