import { isDeepStrictEqual } from 'node:util';
import { REQUEST_HEADERS, type CaseName } from './cases.ts';
import { toBody, type RunningGateway } from './gateways.ts';

/** @returns the body of a good answer. @throws for any other one */
export async function askOnce(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: REQUEST_HEADERS, body });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"') || !text.startsWith('{"data":{')) {
    throw new Error(`${url} answered ${response.status} ${text.slice(0, 500)}`);
  }
  return text;
}

/** @throws unless all gateways with the same schema give the same answer: they would not be doing the same work. */
export async function checkSameAnswers(servers: readonly RunningGateway[], cases: readonly CaseName[]): Promise<void> {
  for (const name of cases) {
    let expected: unknown;
    for (const { gateway, url } of servers) {
      const body = toBody(gateway, name);
      if (body === null || gateway.ownRequests) continue;
      const answer: unknown = JSON.parse(await askOnce(url, body));
      expected ??= answer;
      if (!isDeepStrictEqual(answer, expected)) throw new Error(`${gateway.name} answers ${name} unlike the others`);
    }
  }
}
