import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { mapConcurrently } from '../../src/glance/mapConcurrently.ts';
import { FAULTS, startFaultProxy, type Fault } from './faultProxy.ts';
import { OPERATIONS, runCase, startFaultLab, type Counts, type Operation } from './faultLab.ts';
import { createCaller, createTestGlance } from './scriptedUpstream.ts';

/** How many requests of an operation the fault meets. */
const EXTENTS = [1, 2, Infinity];
const SHORT = { headersTimeoutMs: 500, bodyTimeoutMs: 500 };
const ZERO = { lost: 0, doubled: 0, falseOutcomes: 0 };

const noCounts = (): Counts => ({ cases: 0, lost: 0, doubled: 0, falseOutcomes: 0 });

describe('faults x operations', () => {
  it('loses nothing, doubles nothing and tells the truth', { timeout: 60_000 }, async () => {
    const cases = [...FAULTS, 'refuse' as const].flatMap((fault) =>
      OPERATIONS.flatMap((operation) => EXTENTS.map((extent) => ({ fault, operation, extent }))),
    );
    const lab = await startFaultLab(cases.length);
    const closedUrl = await findClosedUrl();
    const table = new Map<string, Counts & { said: Set<string> }>();
    await mapConcurrently(cases, 16, async ({ fault, operation, extent }, index) => {
      const key = lab.keys[index];
      if (!key) throw new Error('no image for the case');
      const proxy = await startFaultProxy(lab.url);
      const glance = createTestGlance(fault === 'refuse' ? closedUrl : proxy.url, {}, SHORT);
      await lab.arrange(key, operation === 'addImageMember' ? null : 'pending');
      if (fault !== 'refuse') proxy.decide((request) => (request < extent ? fault : null));
      const row = table.get(`${fault} ${operation}`) ?? { ...noCounts(), said: new Set<string>() };
      table.set(`${fault} ${operation}`, row);
      const { token: _token, ...caller } = createCaller(8000);
      row.said.add(await runCase(lab, glance, { operation, key, caller, settled: proxy.settled }, row));
    });
    const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
    print(rows.map(([name, { said, ...counts }]) => `${toText(name, counts)}  ${[...said].join(' ')}`).join('\n'));
    const sum = total([...table.values()]);
    print(toText('faults x operations', sum));
    expect(sum).toEqual({ cases: cases.length, ...ZERO });
  });

  it('holds in a seeded random run of 2,400 operations', { timeout: 60_000 }, async () => {
    const WORKERS = 48;
    const EACH = 50;
    const lab = await startFaultLab(WORKERS);
    const counts = await Promise.all(
      lab.keys.map(async (key, worker) => {
        const random = createRandom(worker + 1);
        const pick = <T>(list: readonly T[]): T => {
          const picked = list[Math.floor(random() * list.length)];
          if (picked === undefined) throw new Error('an empty list');
          return picked;
        };
        const proxy = await startFaultProxy(lab.url);
        // Every fourth has a breaker that opens soon.
        const breaker = worker % 4 === 0 ? { breakerMinimumRps: 1, breakerOpenMs: 50 } : {};
        const glance = createTestGlance(proxy.url, breaker, SHORT);
        const mine = noCounts();
        for (let turn = 0; turn < EACH; turn += 1) {
          const operation: Operation = pick(OPERATIONS);
          const faults = Array.from({ length: 12 }, (): Fault | null => (random() < 0.35 ? pick(FAULTS) : null));
          const { token: _token, ...caller } = createCaller(pick([100, 400, 2500]));
          proxy.decide((request) => faults[request] ?? null);
          await runCase(lab, glance, { operation, key, caller, settled: proxy.settled }, mine);
        }
        return mine;
      }),
    );
    const sum = total(counts);
    print(toText('random run', sum));
    expect(sum).toEqual({ cases: WORKERS * EACH, ...ZERO });
  });
});

function toText(name: string, { cases, lost, doubled, falseOutcomes }: Counts): string {
  return `${name.padEnd(36)} cases ${cases}  lost ${lost}  doubled ${doubled}  false outcomes ${falseOutcomes}`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function total(counts: readonly Counts[]): Counts {
  const sum = noCounts();
  for (const { cases, lost, doubled, falseOutcomes } of counts) {
    sum.cases += cases;
    sum.lost += lost;
    sum.doubled += doubled;
    sum.falseOutcomes += falseOutcomes;
  }
  return sum;
}

/** Where nobody listens any more. */
async function findClosedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

/** Mulberry32: small, and the same on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
