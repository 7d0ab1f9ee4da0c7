import { expect, onTestFinished } from 'vitest';
import { pino } from 'pino';
import { openGateway } from '../../../support/gateway.ts';
import { toImageRow } from '../../../support/imageRow.ts';
import { startUpstream } from '../../../support/scriptedUpstream.ts';
import { IMAGE, QUERY } from './rawRequest.ts';

const GOOD_TOKEN = 'token-of-a-good-client';
/** Stands in everything that the image service answers to a hostile client. */
export const UPSTREAM_TEXT = 'text-of-the-image-service';
/** A gateway in production mode before an image service that fails for everybody but the good client. */
export interface Stage {
  readonly url: string;
  readonly logBytes: () => number;
  /** A good request, which must have its answer. */
  askBeside(): Promise<void>;
}

/** Ended when the test ends. */
export async function startStage(): Promise<Stage> {
  const glance = await startUpstream(({ token }) =>
    token === GOOD_TOKEN
      ? { status: 200, body: toImageRow(IMAGE, 'an image') }
      : { status: 500, body: { message: UPSTREAM_TEXT, url: 'http://10.0.0.1:9292/v2' } },
  );
  let logBytes = 0;
  const logger = pino({ level: 'info' }, { write: (line: string) => void (logBytes += line.length) });
  const gateway = await openGateway(
    {
      ...{ NODE_ENV: 'production', PLAYGROUND: 'true', CORS_ORIGINS: 'https://somewhere.example' },
      ...{ GLANCE_ENDPOINT: glance.url, TRUSTED_PROXIES: '127.0.0.0/8,10.0.0.0/8,::1' },
      ...{ RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0', RATE_LIMIT_TOKEN_CALLS: '0', RATE_LIMIT_ADDRESS_CALLS: '0' },
    },
    logger,
  );
  onTestFinished(() => gateway.stop());
  return {
    url: gateway.url,
    logBytes: () => logBytes,
    async askBeside() {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': GOOD_TOKEN },
        body: JSON.stringify({ query: QUERY }),
      });
      expect({ status: response.status, body: await response.json() }).toEqual({
        status: 200,
        body: { data: { image: { name: 'an image' } } },
      });
    },
  };
}
