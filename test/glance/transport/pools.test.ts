import type { ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { Tenants } from '../../../src/fairness/tenants.ts';
import { createGlance } from '../../../src/glance/glance.ts';
import { hang } from '../../support/brokenSteps.ts';
import { startRepeatingUpstream } from '../../support/scriptedUpstream.ts';
import { createTenantCaller, KEY } from '../../support/testGlance.ts';

it('does not count the calls to the image service of a token for its turn at the identity service', async () => {
  const held: ServerResponse[] = [];
  const keystone = await startRepeatingUpstream((response) => held.push(response));
  const image = await startRepeatingUpstream(hang);
  const glance = createGlance({
    endpoint: image.url,
    keystone: { endpoint: keystone.url, choice: { region: null, interface: 'public' } },
    connections: 8,
    connectTimeoutMs: 1000,
    headersTimeoutMs: 10_000,
    bodyTimeoutMs: 1000,
    maxResponseBytes: 1024 * 1024,
  });
  onTestFinished(() => glance.close());
  const tenants = new Tenants({ tokenCalls: 0, addressCalls: 0, operationCalls: 100 });
  const open = (name: string, address: string) => {
    const caller = createTenantCaller(tenants, name, address);
    caller.share?.accept();
    return glance.as(caller);
  };
  const describe = (name: string, address: string): void =>
    void open(name, address)
      .identity.describeToken()
      .catch(() => null);

  const busy = open('busy', '192.0.2.1');
  for (let calls = 0; calls < 4; calls += 1) busy.images.findMany([KEY.imageId]).catch(() => null);
  await image.received(4);
  for (let number = 0; number < 8; number += 1) describe(`holder-${number}`, `192.0.2.${number + 10}`);
  await keystone.received(8);
  describe('busy', '192.0.2.1');
  describe('other', '192.0.2.2');
  held[0]?.writeHead(401).end();
  await keystone.received(9);
  expect(keystone.requests[8]?.token).toBe('busy');
});
