import { CASES } from './cases.ts';
import { BASELINE_TITLE, GATEWAY_NAMES, GATEWAYS } from './gateways.ts';
import { RATES } from './rounds.ts';
import type { CaseResult, Results } from './results.ts';
import type { Target } from './targets.ts';

/** All results as Markdown tables. */
export function toReport({ cases, rates, processes }: Results, targets: readonly Target[]): string {
  const parts: string[] = [];
  for (const { name, title, upstreamCalls } of CASES) {
    const rows = cases.filter(({ caseName }) => caseName === name);
    if (rows.length === 0) continue;
    const calls = upstreamCalls === 1 ? '1 call' : `${upstreamCalls} calls`;
    parts.push(`${title}, ${calls} to the image service for each request:`, toCaseTable(rows));
  }
  if (rates.length > 0) {
    parts.push('`addImageMember` at a fixed rate, latency p50 / p99 in milliseconds:');
    const rateNames = ['moderate', 'busy'] as const;
    const rows = (['upstream', ...GATEWAY_NAMES] as const)
      .filter((gateway) => rates.some((one) => one.gateway === gateway))
      .map((gateway) => [
        gateway === 'upstream' ? 'the upstream alone' : toTitle(gateway),
        ...rateNames.map((rate) => {
          const latency = rates.find((one) => one.gateway === gateway && one.rate === rate)?.latency;
          return latency ? `${latency.p50.toFixed(2)} / ${latency.p99.toFixed(2)}` : 'does not keep up';
        }),
      ]);
    parts.push(toTable(['', ...rateNames.map((rate) => `${RATES[rate]}/s`)], rows));
  }
  parts.push('Memory, and time from the start of the process to its first response:');
  const rows = processes.map(({ gateway, memoryMb, mostMemoryMb, coldStartMs }) => [
    toTitle(gateway),
    ...[memoryMb, mostMemoryMb, coldStartMs].map((value) => value.toFixed(0)),
  ]);
  parts.push(toTable(['', 'MB after mutations', 'MB at most, after all', 'ms to the first response'], rows));
  parts.push('Targets:');
  const judged = targets.map(({ meaning, wanted, reached, isMet }) => [
    meaning,
    wanted,
    reached,
    isMet ? 'met' : '**missed**',
  ]);
  parts.push(toTable(['', 'wanted', 'reached', ''], judged));
  return `${parts.join('\n\n')}\n`;
}

function toCaseTable(rows: readonly CaseResult[]): string {
  return toTable(
    ['', 'connections', 'CPU µs', 'bare / this', 'range', 'requests/s', 'p50 ms', 'p99 ms'],
    rows.map((row) => [
      toTitle(row.gateway),
      String(row.connections),
      row.cpuPerRequest.toFixed(row.cpuPerRequest < 1000 ? 1 : 0),
      row.ratio.toFixed(2),
      row.ratioRange.map((ratio) => ratio.toFixed(2)).join('–'),
      row.requestsPerSecond.toFixed(0),
      row.p50.toFixed(2),
      row.p99.toFixed(2),
    ]),
  );
}

function toTitle(name: CaseResult['gateway']): string {
  if (name === 'baseline') return BASELINE_TITLE;
  return GATEWAYS.find((gateway) => gateway.name === name)?.title ?? name;
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_title, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
