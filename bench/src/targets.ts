import type { CaseName } from './cases.ts';
import type { GatewayName } from './gateways.ts';
import type { Results } from './results.ts';

export interface Target {
  readonly meaning: string;
  readonly wanted: string;
  readonly reached: string;
  readonly isMet: boolean;
}

/** The targets of the gateway, compared with the results. A target without results is left out. */
export function toTargets(results: Results, nodeMajor: number): Target[] {
  const limit = nodeMajor >= 24 ? 0.55 : 0.4;
  return [
    ...results.cases
      .filter(({ gateway, caseName }) => gateway === 'glance-graphql' && caseName === 'addImageMember')
      .map(({ ratio, connections }) =>
        atLeast(`CPU of \`addImageMember\` against the bare proxy, ${connections} connections`, limit, ratio),
      ),
    ...toComparisons(results, 'apollo', 2, 'Apollo standalone'),
    ...toComparisons(results, 'hive', 5, 'Hive Gateway'),
    ...results.cases
      .filter(({ gateway, caseName }) => gateway === 'glance-graphql' && isList(caseName))
      .map(({ ratio, caseName, connections }) =>
        atLeast(`CPU of \`${caseName}\` against its bound, ${connections} connections`, 0.65, ratio),
      ),
    ...toTail(results),
    ...results.processes
      .filter(({ gateway }) => gateway === 'glance-graphql')
      .map(({ memoryMb }) => atMost('Memory after a load of mutations', 150, memoryMb, ' MB')),
  ];
}

function isList(caseName: CaseName): boolean {
  return caseName === 'images' || caseName === 'imagesWithMembers';
}

function toComparisons({ cases }: Results, other: GatewayName, times: number, title: string): Target[] {
  return cases.flatMap(({ gateway, caseName, connections, cpuPerRequest }) => {
    if (gateway !== other || caseName !== 'addImageMember') return [];
    const own = cases.find(
      (one) => one.gateway === 'glance-graphql' && one.caseName === caseName && one.connections === connections,
    );
    if (!own) return [];
    const meaning = `\`${caseName}\` for the CPU time of ${title}, ${connections} connections`;
    return atLeast(meaning, times, cpuPerRequest / own.cpuPerRequest, ' times');
  });
}

function toTail({ rates }: Results): Target[] {
  const find = (gateway: GatewayName): number | undefined =>
    rates.find((one) => one.gateway === gateway && one.rate === 'busy')?.latency?.p99;
  const [own, bare] = [find('glance-graphql'), find('bare')];
  if (own === undefined || bare === undefined) return [];
  return [atMost('p99 at 2000/s against the bare proxy', 2.5, own / bare, ' times')];
}

function atLeast(meaning: string, limit: number, value: number, unit = ''): Target {
  return { meaning, wanted: `≥ ${limit}${unit}`, reached: `${value.toFixed(2)}${unit}`, isMet: value >= limit };
}

function atMost(meaning: string, limit: number, value: number, unit: string): Target {
  const digits = unit === ' MB' ? 0 : 2;
  return { meaning, wanted: `≤ ${limit}${unit}`, reached: `${value.toFixed(digits)}${unit}`, isMet: value <= limit };
}
