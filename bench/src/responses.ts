import { isDeepStrictEqual } from 'node:util';
import { REQUEST_HEADERS, type CaseName } from './cases.ts';
import { toBody, type RunningGateway } from './gateways.ts';

/** @returns the body of a good response. @throws for any other response */
export async function askOnce(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: REQUEST_HEADERS, body });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"') || !text.startsWith('{"data":{')) {
    throw new Error(`${url}: status ${response.status} ${text.slice(0, 500)}`);
  }
  return text;
}

/** @throws when gateways with the same schema give different responses, because they would not do the same work */
export async function checkSameResponses(
  servers: readonly RunningGateway[],
  cases: readonly CaseName[],
): Promise<void> {
  for (const name of cases) {
    let expected: unknown;
    for (const { gateway, url } of servers) {
      const body = toBody(gateway, name);
      if (body === null || gateway.ownRequests) continue;
      const data: unknown = JSON.parse(await askOnce(url, body));
      expected ??= data;
      if (!isDeepStrictEqual(data, expected)) throw new Error(`${gateway.name} responds to ${name} unlike the others`);
    }
  }
}
