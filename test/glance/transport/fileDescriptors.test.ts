import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Agent, request } from 'undici';
import { IMAGE, MEMBER, SHARE } from '../../support/addImageMember.ts';
import { startBin } from '../../support/bin.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const run = promisify(execFile);

describe('a process that has no file descriptor left', () => {
  it('says so in its log, once for many calls, and that nothing was applied', async () => {
    const upstream = await startUpstream([]);
    const bin = startBin([], { GLANCE_ENDPOINT: upstream.url, PORT: '0', COMPILE_AFTER: '0' });
    const [, url = ''] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(await bin.printed(/GraphQL is at/)) ?? [];
    const client = new Agent({ connections: 1, pipelining: 1 });
    onTestFinished(() => client.destroy());
    const post = async (body: object): Promise<unknown> => {
      const headers = { 'content-type': 'application/json', 'x-auth-token': 'a-token-of-this-test' };
      const answer = await request(`${url}/graphql`, {
        ...{ method: 'POST', dispatcher: client, headers, body: JSON.stringify(body) },
      });
      return answer.body.json();
    };
    await post({ query: '{ __typename }' });

    const pid = String(bin.child.pid);
    const open = new Set((await readdir(`/proc/${pid}/fd`)).map(Number));
    let next = 0;
    while (open.has(next)) next += 1;
    await run('prlimit', [`--nofile=${next}`, '--pid', pid]);
    const variables = { input: { imageId: IMAGE, memberId: MEMBER } };
    for (const _ of [1, 2, 3]) {
      const result = { code: 'UPSTREAM_UNREACHABLE', outcome: 'NOT_APPLIED' };
      expect(await post({ query: SHARE, variables })).toMatchObject({ data: { addImageMember: result } });
    }
    const log = await bin.logged(/"code":"EMFILE"/);
    expect(log.match(/"code":"EMFILE"/g)).toHaveLength(1);
    expect(upstream.calls).toEqual([]);
  });
});
