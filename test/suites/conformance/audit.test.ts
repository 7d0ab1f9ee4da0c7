import { serverAudits, type AuditResult } from 'graphql-http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { demoSeed } from '../../../src/embedded/demoSeed.ts';
import { openGateway } from '../../support/gateway.ts';

const TOKEN = demoSeed.tokens.alpha.token;

describe('the audits of graphql-http', () => {
  it('are all ok, with CSRF prevention on', async () => {
    const gateway = await openGateway();
    onTestFinished(() => gateway.stop());
    const audits = serverAudits({
      url: `${gateway.url}/graphql`,
      fetchFn: (url: string, init: RequestInit = {}) => {
        const headers = new Headers(init.headers);
        headers.set('apollo-require-preflight', 'true');
        headers.set('x-auth-token', TOKEN);
        return fetch(url, { ...init, headers });
      },
    });
    const results: AuditResult[] = [];
    for (const audit of audits) results.push(await audit.fn());

    const notOk = results.flatMap((result) =>
      result.status === 'ok' ? [] : [`${result.status}: ${result.name}: ${result.reason}`],
    );
    expect(notOk).toEqual([]);
    const count = (status: AuditResult['status']) => results.filter((result) => result.status === status).length;
    expect({ ok: count('ok'), notice: count('notice'), warn: count('warn'), error: count('error') }).toEqual({
      ok: 61,
      notice: 0,
      warn: 0,
      error: 0,
    });
  });
});
