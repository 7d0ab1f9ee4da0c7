import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../support/random.ts';
import { parseAnswers } from './protocol/answers.ts';
import { expectKnown } from './protocol/expectKnown.ts';
import { DELIVERIES, exchange, type Delivery } from './protocol/exchange.ts';
import { HEADER_STEPS, HEADERS, type Step } from './protocol/headerSteps.ts';
import { createPost, toBytes } from './protocol/rawRequest.ts';
import { REQUEST_STEPS } from './protocol/requestSteps.ts';
import { startStage, UPSTREAM_TEXT, type Stage } from './protocol/stage.ts';

/** Bytes of the log for each request, that of the good client beside it included. */
const MAX_LOG_BYTES = 4096;

/** Runs one hostile request beside a good one, and checks what holds whatever it was. */
async function run(stage: Stage, steps: readonly Step[], delivery: Delivery, random: () => number): Promise<void> {
  const request = createPost();
  for (const step of steps) step.apply(request);
  const logBefore = stage.logBytes();
  const isHead = request.method === 'HEAD';
  let asked = 0;
  const received = await exchange(stage.url, toBytes(request), {
    delivery,
    random,
    isOver: (text) =>
      asked > 0 && parseAnswers(text, isHead).filter(({ status }) => status > 100).length >= request.copies,
    async meanwhile() {
      asked += 1;
      await stage.askBeside();
    },
  });
  await stage.askBeside();
  const answers = parseAnswers(received, isHead);
  for (const answer of answers) expectKnown(answer);
  expect(received).not.toContain(UPSTREAM_TEXT);
  expect(received).not.toMatch(/10\.0\.0\.1|node:internal|\.[jt]s:\d|at \w+ \(/);
  const requests = request.copies + asked + 1;
  expect(stage.logBytes() - logBefore).toBeLessThan(MAX_LOG_BYTES * requests);
}

function pick<T>(from: readonly [T, ...T[]], random: () => number): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}

const [FIRST = { name: 'none', apply() {} }, ...OTHERS] = [...HEADER_STEPS, ...REQUEST_STEPS];
const STEPS = [FIRST, ...OTHERS] as const;
const GROUPS = [...HEADERS, ...new Set(REQUEST_STEPS.map(({ name }) => name.split(' ')[0] ?? ''))];

it('the list of hostile headers has every header that the gateway reads', async () => {
  const folder = new URL('../../../src/http/', import.meta.url);
  const read = new Set<string>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const source = await readFile(new URL(file, folder), 'utf8');
    const names = source.matchAll(
      /headers(?:Distinct)?(?:\.(\w+)\b(?!\()|\['([\w-]+)'\])|'([\w-]+)': own|const \{ (\w+) \} = headers/g,
    );
    for (const [, ...groups] of names) read.add(groups.find((group) => group !== undefined) ?? '');
  }
  // The number of entries of a list of headers.
  read.delete('length');
  expect([...read]).toEqual(expect.arrayContaining(['accept', 'content-type', 'x-forwarded-for']));
  expect(HEADERS).toEqual(expect.arrayContaining([...read]));
});

describe('a hostile step of the protocol', () => {
  it.each(GROUPS)('gets its own response, and a good request beside it is answered: %s', async (group) => {
    const stage = await startStage();
    const random = createRandom(group.length);
    for (const step of STEPS.filter(({ name }) => name.split(' ')[0] === group)) {
      const [whole, ...others] = DELIVERIES;
      for (const delivery of [whole, pick(others, random)]) {
        await run(stage, [step], delivery, random).catch((cause: unknown) => {
          throw new Error(`${step.name}, ${delivery}`, { cause });
        });
      }
    }
  });

  it.each(Array.from({ length: 6 }, (_, seed) => seed))(
    'gets its own response in 40 combinations with other steps (seed %i)',
    async (seed) => {
      const stage = await startStage();
      const random = createRandom(seed);
      for (let round = 0; round < 40; round += 1) {
        const steps = Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(STEPS, random));
        const delivery = pick(DELIVERIES, random);
        await run(stage, steps, delivery, random).catch((cause: unknown) => {
          throw new Error(`${steps.map(({ name }) => name).join(' + ')}, ${delivery}`, { cause });
        });
      }
    },
  );
});
