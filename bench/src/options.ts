import { parseArgs } from 'node:util';
import { CASES, type CaseName } from './cases.ts';
import { createBaseline, GATEWAYS, type Gateway } from './gateways.ts';

export interface Options {
  /** Path of the Node that runs the measured servers. */
  readonly node: string;
  readonly gateways: readonly Gateway[];
  readonly cases: readonly CaseName[];
  readonly connections: readonly number[];
  readonly rounds: number;
  /** Length of a measured window. The warm-up before it takes half as long. */
  readonly seconds: number;
  /** Whether to print where the CPU time goes, instead of measuring it. */
  readonly profile: boolean;
  /** Whether to write the results to bench/results and docs/performance.md. */
  readonly save: boolean;
}

export const HELP = `Usage: npm run bench -- [options]

  --node PATH         the Node that runs the measured servers (default: this one)
  --gateways LIST     of ${GATEWAYS.map(({ name }) => name).join(', ')} (default: all; the bare one always runs)
  --baseline FILE     dist/main.js of another build of the gateway, measured beside this one
  --only LIST         of the cases ${CASES.map(({ name }) => name).join(', ')} (default: all)
  --connections LIST  default: 32,128
  --rounds N          default: 3
  --seconds N         length of a measured window, default: 2
  --quick             one round of one second
  --profile           print where the gateway's CPU time goes in each case, instead of measuring
  --save              write the results to bench/results and docs/performance.md
`;

/** Null for `--help`. @throws for an unknown option or a bad value */
export function parseOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      node: { type: 'string', default: process.execPath },
      gateways: { type: 'string' },
      baseline: { type: 'string' },
      only: { type: 'string' },
      connections: { type: 'string', default: '32,128' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const wanted = values.gateways?.split(',');
  return {
    node: values.node,
    gateways: [
      ...GATEWAYS.filter(({ name }) => name === 'bare' || !wanted || wanted.includes(name)),
      ...(values.baseline ? [createBaseline(values.baseline)] : []),
    ],
    cases: CASES.map(({ name }) => name).filter((name) => !values.only || values.only.split(',').includes(name)),
    connections: values.connections.split(',').map(toNumber),
    rounds: toNumber(values.rounds ?? (values.quick ? '1' : '3')),
    seconds: toNumber(values.seconds ?? (values.quick ? '1' : '2')),
    profile: values.profile,
    save: values.save,
  };
}

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${text} is no positive whole number`);
  return value;
}
