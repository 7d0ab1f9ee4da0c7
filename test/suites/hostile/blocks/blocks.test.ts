import { writeFileSync } from 'node:fs';
import { request as send } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProduct } from '../support/product.ts';
import { startScriptedGlance, type ScriptedGlance } from '../support/scriptedGlance.ts';
import { ANSWER_REQUESTS } from './answerRequests.ts';
import { DOCUMENT_REQUESTS } from './documentRequests.ts';
import { MAX_BODY, type HostileRequest } from './hostileRequest.ts';
import { VARIABLE_REQUESTS } from './variableRequests.ts';

const REQUESTS: readonly HostileRequest[] = [...DOCUMENT_REQUESTS, ...VARIABLE_REQUESTS, ...ANSWER_REQUESTS];
const IS_BENCH = process.env['HOSTILE_TABLE'] !== undefined;
const RUNS = IS_BENCH ? 5 : 1;
const ONLY = process.env['ONLY'];

let glance: ScriptedGlance;
beforeAll(async () => {
  glance = await startScriptedGlance();
});
afterAll(() => glance.stop());

it('blocks', { timeout: 600_000 }, async () => {
  const product = await startProduct(glance.url, { RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0', RATE_LIMIT_TOKEN_CALLS: '0', RATE_LIMIT_ADDRESS_CALLS: '0' });
  let number = 0;
  for (const request of REQUESTS) {
    if (ONLY && !request.name.includes(ONLY)) continue;
    glance.behave({ rows: request.rows ?? 'plain' });
    const measure = async (isRepeated: boolean) => {
      const blocks: number[] = [];
      let text = '';
      let status = 0;
      let bytes = 0;
      number += 1;
      const runs = isRepeated ? RUNS + 3 : RUNS;
      for (let run = 0; run < runs; run += 1) {
        if (!isRepeated) number += 1;
        const body = JSON.stringify({ query: request.query(number), variables: request.variables, operationName: /10 operations/.test(request.name) ? `Q${number}_0` : undefined });
        bytes = Buffer.byteLength(body);
        expect([request.name, bytes <= MAX_BODY]).toEqual([request.name, true]);
        await product.readLongestBlock();
        await new Promise((resolve) => setTimeout(resolve, 35));
        try {
        const answer = await send(`${product.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-auth-token': 'known-token-of-a-sender' },
          body,
        });
        status = answer.statusCode;
        text = await answer.body.text();
        } catch (error) { text = String(error); }
        await new Promise((resolve) => setTimeout(resolve, 15));
        blocks.push(Math.round(await product.readLongestBlock()));
      }
      return { blocks, text, status, bytes };
    };
    const fresh = await measure(false);
    const repeated = await measure(true);
    const min = (list: number[]) => Math.min(...list);
    const big = Math.max(min(fresh.blocks), min(repeated.blocks.slice(0,1)), min(repeated.blocks.slice(2, 3)), min(repeated.blocks.slice(3)));
    writeFileSync(1, `${big >= 60 ? '***' : ''} ${request.name} | ${fresh.bytes} | ${fresh.blocks} | ${repeated.blocks} | ${fresh.status} ${fresh.text.length} ${fresh.text.slice(0, 10)} ${/"message":"[^"]*/.exec(fresh.text)?.[0].slice(0, 110)}\n`);
  }
  expect(product.log.alarms).toEqual([]);
});
