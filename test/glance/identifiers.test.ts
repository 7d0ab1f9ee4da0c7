import { describe, expect, it, onTestFinished } from 'vitest';
import { pino } from 'pino';
import { parseConfig } from '../../src/config/config.ts';
import { demoSeed } from '../../src/embedded/demoSeed.ts';
import { createMemberIdRule } from '../../src/glance/identifiers.ts';
import { startServer } from '../../src/server.ts';
import { post } from '../support/post.ts';

const PROJECT = '8989447062e04a818baf9e073fd04fa7';

describe('the member IDs that can be added', () => {
  it.each([
    [PROJECT, true, true, true],
    ['sim-413', false, true, true],
    ['payment', false, true, true],
    ['catering', false, false, true],
    [PROJECT.toUpperCase(), false, false, true],
    ['a/b', false, false, false],
    ['', false, false, false],
  ])('%s: by default %s, with the embedded Glance %s, with MEMBER_IDS=any %s', (id, standard, embedded, any) => {
    expect(createMemberIdRule('keystone', null).accepts(id)).toBe(standard);
    expect(createMemberIdRule('keystone', ['payment', 'a/b', '']).accepts(id)).toBe(embedded);
    expect(createMemberIdRule('any', null).accepts(id)).toBe(any);
  });

  it('are also the triggers and the projects of the seed when the gateway starts the embedded Glance', async () => {
    const config = parseConfig({ PORT: '0', SHUTDOWN_GRACE_MS: '100' });
    const seed = { ...demoSeed, projects: { ...demoSeed.projects, payment: 'payment' } };
    const server = await startServer(config, pino({ level: 'silent' }), { seed });
    onTestFinished(() => server.stop());
    const share = async (memberId: string): Promise<unknown> => {
      const query = `mutation ($input: AddImageMemberInput!) { addImageMember(input: $input) { __typename } }`;
      const input = { imageId: demoSeed.images[0].id, memberId };
      return (await post(server.url, { query, variables: { input } })).body;
    };
    const result = (__typename: string): object => ({ data: { addImageMember: { __typename } } });
    expect(await share('sim-413')).toEqual(result('ImageMemberLimitError'));
    expect(await share('payment')).toEqual(result('AddImageMemberSuccess'));
    expect(await share('catering')).toEqual(result('ImageInputError'));
  });
});
