import { request as send } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProduct, type Product } from '../support/product.ts';
import { startScriptedGlance, type ScriptedGlance } from '../support/scriptedGlance.ts';
import { IS_BENCH, printBlocks, type MeasuredRequest } from '../support/table.ts';
import { ANSWER_REQUESTS } from './answerRequests.ts';
import { DOCUMENT_REQUESTS } from './documentRequests.ts';
import { MAX_BODY, type HostileRequest } from './hostileRequest.ts';
import { VARIABLE_REQUESTS } from './variableRequests.ts';

const REQUESTS: readonly HostileRequest[] = [...DOCUMENT_REQUESTS, ...VARIABLE_REQUESTS, ...ANSWER_REQUESTS];
/** A document that comes for the third time is compiled. */
const RUNS = IS_BENCH ? 7 : 3;
const NO_RATE_LIMIT = { RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0' };
const TOKEN = 'known-token-of-a-sender';
/** Node measures blocks with a timer of 10 ms, which has to run before and after the request. */
const TIMER_MS = 35;

let glance: ScriptedGlance;

beforeAll(async () => {
  glance = await startScriptedGlance();
});

afterAll(() => glance.stop());

it('each request of 256 KB that is to keep the process busy is answered, compiled or not, without an alarm', async () => {
  const product = await startProduct(glance.url, NO_RATE_LIMIT);
  const measured: MeasuredRequest[] = [];
  const answers: (readonly [string, number])[] = [];
  let documents = 0;
  for (const request of REQUESTS) {
    glance.behave({ rows: request.rows ?? 'plain' });
    const ask = async (): Promise<number> => {
      const { status, block } = await measure(product, toBody(request, documents));
      answers.push([request.name, status]);
      return block;
    };
    const fresh: number[] = [];
    for (let run = 0; run < RUNS; run += 1, documents += 1) fresh.push(await ask());
    const repeated: number[] = [];
    for (let run = 0; run < RUNS; run += 1) repeated.push(await ask());
    documents += 1;
    const bytes = Buffer.byteLength(toBody(request, documents));
    measured.push({ name: request.name, bytes, fresh, repeated: repeated.slice(2) });
  }
  printBlocks(measured);
  expect(measured.filter(({ bytes }) => bytes > MAX_BODY)).toEqual([]);
  expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  expect(product.log.alarms).toEqual([]);
}, 600_000);

function toBody({ query, variables, operationName }: HostileRequest, index: number): string {
  return JSON.stringify({ query: query(index), variables, operationName: operationName?.(index) });
}

async function measure(product: Product, body: string): Promise<{ status: number; block: number }> {
  const wait = (): Promise<unknown> =>
    IS_BENCH ? new Promise((resolve) => setTimeout(resolve, TIMER_MS)) : Promise.resolve();
  await product.readLongestBlock();
  await wait();
  const { statusCode, body: answer } = await send(`${product.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': TOKEN },
    body,
  });
  await answer.dump({ limit: Number.MAX_SAFE_INTEGER });
  await wait();
  return { status: statusCode, block: await product.readLongestBlock() };
}
