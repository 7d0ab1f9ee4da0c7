import { CASES, type CaseName } from './cases.ts';
import { GATEWAY_NAMES, type GatewayName } from './gateways.ts';
import type { RateName, Samples } from './rounds.ts';
import { toMedian } from './statistics.ts';

/** Medians of all rounds. The ratio to the bare proxy is the median of the ratios of the rounds. */
export interface CaseResult {
  readonly gateway: GatewayName;
  readonly caseName: CaseName;
  readonly connections: number;
  readonly cpuPerRequest: number;
  /** CPU time of the bare proxy divided by the CPU time of the gateway. 1 is the best possible ratio. */
  readonly ratio: number;
  /** Lowest and highest ratio of a round. */
  readonly ratioRange: readonly [number, number];
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export interface RateResult {
  readonly gateway: GatewayName | 'upstream';
  readonly rate: RateName;
  /** Null when the gateway did not keep up in every round. */
  readonly latency: { readonly p50: number; readonly p99: number } | null;
}

export interface ProcessResult {
  readonly gateway: GatewayName;
  /** Memory after a first load of mutations. */
  readonly memoryMb: number;
  /** Most memory at the end of any window. */
  readonly mostMemoryMb: number;
  readonly coldStartMs: number;
}

export interface Results {
  readonly cases: readonly CaseResult[];
  readonly rates: readonly RateResult[];
  readonly processes: readonly ProcessResult[];
}

export function toResults(samples: Samples): Results {
  const names = GATEWAY_NAMES;
  return {
    cases: CASES.flatMap(({ name }) =>
      [...new Set(samples.windows.map(({ connections }) => connections))].flatMap((connections) =>
        names.flatMap((gateway) => toCaseResult(samples, gateway, name, connections) ?? []),
      ),
    ),
    rates: (['moderate', 'busy'] as const).flatMap((rate) =>
      (['upstream', ...names] as const).flatMap((gateway) => toRateResult(samples, gateway, rate) ?? []),
    ),
    processes: names.flatMap((gateway) => {
      const starts = samples.coldStarts.filter((start) => start.gateway === gateway);
      if (starts.length === 0) return [];
      const windows = samples.windows.filter((window) => window.gateway === gateway);
      return {
        gateway,
        memoryMb: samples.firstLoads.find((load) => load.gateway === gateway)?.memoryMb ?? Number.NaN,
        mostMemoryMb: Math.max(...windows.map(({ measured }) => measured.memoryMb)),
        coldStartMs: toMedian(starts.map(({ milliseconds }) => milliseconds)),
      };
    }),
  };
}

function toCaseResult(
  { windows }: Samples,
  gateway: GatewayName,
  caseName: CaseName,
  connections: number,
): CaseResult | null {
  const alike = windows.filter((window) => window.caseName === caseName && window.connections === connections);
  const own = alike.filter((window) => window.gateway === gateway);
  if (own.length === 0) return null;
  const median = (key: keyof (typeof own)[number]['measured']): number => toMedian(own.map((one) => one.measured[key]));
  const ratios = own.map(({ round, measured }) => {
    const bare = alike.find((window) => window.gateway === 'bare' && window.round === round);
    return (bare?.measured.cpuPerRequest ?? Number.NaN) / measured.cpuPerRequest;
  });
  return {
    gateway,
    caseName,
    connections,
    cpuPerRequest: median('cpuPerRequest'),
    ratio: toMedian(ratios),
    ratioRange: [Math.min(...ratios), Math.max(...ratios)],
    requestsPerSecond: median('requestsPerSecond'),
    p50: median('p50'),
    p99: median('p99'),
  };
}

function toRateResult({ fixedRates }: Samples, gateway: RateResult['gateway'], rate: RateName): RateResult | null {
  const own = fixedRates.filter((one) => one.gateway === gateway && one.rate === rate);
  const loads = own.flatMap(({ load }) => load ?? []);
  if (own.length === 0) return null;
  if (loads.length < own.length) return { gateway, rate, latency: null };
  return {
    gateway,
    rate,
    latency: { p50: toMedian(loads.map(({ p50 }) => p50)), p99: toMedian(loads.map(({ p99 }) => p99)) },
  };
}
