import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { check } from '../../src/commands/check.ts';
import { IMAGE, MEMBER, MEMBER_ROW, POST, SHARE, SUCCESS } from '../support/addImageMember.ts';
import { startGateway } from '../support/gateway.ts';
import { createPrivateAuthority } from '../support/privateAuthority.ts';
import { startStubGlance, type StubStep } from '../support/stubGlance.ts';

const input = { imageId: IMAGE, memberId: MEMBER };
const MEMBER_ANSWER: StubStep = { status: 200, body: MEMBER_ROW };

const takes = 'OS_CACERT must be the path of a file that holds certificates in PEM.';

describe('OS_CACERT', () => {
  it('has an image service believed that a private authority vouches for', async () => {
    const authority = createPrivateAuthority();
    const stub = await startStubGlance([MEMBER_ANSWER], authority);
    const gateway = await startGateway({ endpoint: stub.url, env: { OS_CACERT: authority.file } });
    expect((await gateway.post(SHARE, { input })).body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(stub.calls).toEqual([POST]);
  });

  it('has the identity service believed, and the image service that its catalog names', async () => {
    const authority = createPrivateAuthority();
    const glance = await startStubGlance([MEMBER_ANSWER], authority);
    const endpoints = [{ interface: 'public', region: 'r', region_id: 'r', url: `${glance.url}/v2` }];
    const catalog: StubStep = { status: 200, body: { catalog: [{ type: 'image', endpoints }], links: {} } };
    const keystone = await startStubGlance([catalog], authority);
    const env = { OS_CACERT: authority.file, OS_AUTH_URL: keystone.url, GLANCE_ENDPOINT: '' };
    const gateway = await startGateway({ endpoint: '', env });
    expect((await gateway.post(SHARE, { input })).body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(keystone.calls).toEqual(['GET /v3/auth/catalog']);
    expect(glance.calls).toEqual([POST]);
  });

  it('that is unset, or of another authority, believes no such service: no secure connection, nothing applied', async () => {
    const authority = createPrivateAuthority();
    for (const env of [{}, { OS_CACERT: createPrivateAuthority().file }]) {
      const stub = await startStubGlance([], authority);
      const gateway = await startGateway({ endpoint: stub.url, env });
      expect((await gateway.post(SHARE, { input })).body).toMatchObject({
        data: {
          addImageMember: {
            __typename: 'ImageUpstreamError',
            message: 'No secure connection to the image service could be made.',
            code: 'UPSTREAM_UNREACHABLE',
            retryable: false,
          },
        },
      });
      expect(stub.calls).toEqual([]);
    }
  });

  it('is what `check` goes by', async () => {
    const authority = createPrivateAuthority();
    const versions = { versions: [{ id: 'v2.9', status: 'CURRENT', links: [] }] };
    const said: string[] = [];
    const stub = await startStubGlance([{ status: 300, body: versions }], authority);
    await check({ GLANCE_ENDPOINT: stub.url, OS_CACERT: authority.file }, (sentence) => said.push(sentence));
    expect(said[0]).toBe(`The image service at ${stub.url} answers, with API versions v2.9 to v2.9.`);
  });

  it('may hold several certificates, and text between them', () => {
    const [one, other] = [createPrivateAuthority(), createPrivateAuthority()];
    writeFileSync(one.file, `# the first\n${one.pem}\n# the second\n${other.pem}`);
    expect(parseConfig({ OS_CACERT: one.file }).ca).toBe(`${one.pem.trim()}\n${other.pem.trim()}`);
  });

  it.each([
    ['no certificate', () => 'nothing'],
    ['nothing', () => ''],
    ['a key', ({ key }: { key: string }) => key],
    ['a damaged certificate', ({ pem }: { pem: string }) => pem.replace(/\n[\w+/]{4}/, '\nAAAA')],
    ['a good certificate and a damaged one', ({ pem }: { pem: string }) => pem + pem.replace(/\n[\w+/]{4}/, '\nAAAA')],
  ])('that names a file with %s is refused at the start', (_what, toText) => {
    const authority = createPrivateAuthority();
    writeFileSync(authority.file, toText(authority));
    expect(() => parseConfig({ OS_CACERT: authority.file })).toThrow(takes);
  });

  it.each(['/nowhere/ca.pem', '/', 'ca.pem'])('%s, which cannot be read, is refused at the start', (path) => {
    expect(() => parseConfig({ OS_CACERT: path })).toThrow(takes);
  });
});
