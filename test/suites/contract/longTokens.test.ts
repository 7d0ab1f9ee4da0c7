import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { startGlance, type Glance } from '../../support/realGlance/glance.ts';

const real = inject('realGlance');
const LOOK = '{ image(id: "5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01") { id } }';

/** A Glance whose operator has raised max_header_line as far as eventlet goes, as a cloud with long tokens does. */
let patient: Glance;
let embedded: Awaited<ReturnType<typeof startEmbeddedGlance>>;
beforeAll(async () => {
  const { folder, servicePassword, memberQuota, keystoneUrl } = real;
  const options = { rbac: 'new', keystoneUrl, servicePassword, memberQuota, maxHeaderLine: 65_536 } as const;
  patient = await startGlance(folder, options);
  embedded = await startEmbeddedGlance();
});
afterAll(async () => {
  await patient.stop();
  await embedded.stop();
});

async function look(gateway: Gateway, length: number): Promise<unknown> {
  return (await gateway.post(LOOK, {}, { 'x-auth-token': 'g'.repeat(length) })).body;
}

function told(message: string, code: string, upstreamStatus: number | null, retryable = false) {
  return {
    data: { image: null },
    errors: [
      expect.objectContaining({ message, extensions: expect.objectContaining({ code, retryable, upstreamStatus }) }),
    ],
  };
}

const BAD = told('The token is invalid or has expired.', 'UNAUTHENTICATED', 401);
const tooLong = (length: number) =>
  told(
    `The image service does not take the headers of the request: the token of ${length} characters is too long for it.`,
    'UPSTREAM_PROTOCOL_ERROR',
    400,
  );

describe('a token of many characters', () => {
  it.each([8192, 16_000])('of %i is refused by Glance and by Keystone as what it is', async (length) => {
    const gateway = await startGateway({ endpoint: real.endpoint, env: { OS_AUTH_URL: real.keystoneUrl } });
    expect(await look(gateway, length)).toEqual(BAD);
  });

  it.each([16_384, 20_000, 32_768])('of %i is too long for Glance as it is delivered', async (length) => {
    const gateway = await startGateway({ endpoint: real.endpoint, env: { OS_AUTH_URL: real.keystoneUrl } });
    expect(await look(gateway, length)).toEqual(tooLong(length));
  });

  it('of 20,000 is passed on to a Glance and a Keystone that take it', async () => {
    const gateway = await startGateway({ endpoint: patient.url, env: { OS_AUTH_URL: real.keystoneUrl } });
    expect(await look(gateway, 20_000)).toEqual(BAD);
    const finding = await startGateway({ endpoint: '', env: { OS_AUTH_URL: real.keystoneUrl } });
    expect(await look(finding, 20_000)).toEqual(told('The token is invalid or has expired.', 'UNAUTHENTICATED', null));
  });

  it.each([20_000, 32_768])('of %i is passed on to the embedded Glance', async (length) => {
    const gateway = await startGateway({ endpoint: embedded.url });
    expect(await look(gateway, length)).toEqual(BAD);
  });

  it.each([20_000, 60_000, 70_000])('of %i is answered by the embedded Glance as by the real one', async (length) => {
    const ask = async (url: string) => {
      const headers = { 'x-auth-token': 'g'.repeat(length), accept: 'application/json' };
      const answer = await request(`${url}/v2/images`, { headers });
      return { status: answer.statusCode, text: await answer.body.text() };
    };
    expect(await ask(embedded.url)).toEqual(await ask(patient.url));
  });
});
