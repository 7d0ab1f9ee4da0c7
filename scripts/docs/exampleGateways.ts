import { fileURLToPath } from 'node:url';
import { startExampleGateway, type ExampleGateway } from './exampleLab.ts';

export interface ExampleGateways {
  /** Calls the embedded Glance, and knows no identity service. */
  readonly embedded: ExampleGateway;
  /** Takes the triggers of the embedded Glance as members. */
  readonly triggered: ExampleGateway;
  /** Has an embedded Glance and an embedded Keystone of its own, and asks the Keystone for the names of projects. */
  readonly named: ExampleGateway;
  /** Calls an address where no image service listens. */
  readonly cut: ExampleGateway;
  /** Refuses every request of a token after the first one. */
  readonly limited: ExampleGateway;
  /** Has the manifest of the client kit, and takes other documents too. */
  readonly logging: ExampleGateway;
  /** Has the manifest of the client kit, and refuses other documents. */
  readonly enforcing: ExampleGateway;
}

const MANIFEST = fileURLToPath(new URL('../../packages/client/persisted-query-manifest.json', import.meta.url));

/** @param glanceUrl the embedded Glance, with its triggers */
export async function startExampleGateways(glanceUrl: string): Promise<ExampleGateways> {
  const persisted = { GLANCE_ENDPOINT: glanceUrl, PERSISTED_DOCUMENTS_MANIFEST: MANIFEST };
  // The failures of the examples would open the circuit breaker, and a timeout of 15 seconds would slow the tests down.
  const failing = {
    GLANCE_ENDPOINT: glanceUrl,
    GLANCE_HEADERS_TIMEOUT_MS: '3000',
    GLANCE_BREAKER_MINIMUM_RPS: '100000',
  };
  return {
    embedded: await startExampleGateway(failing),
    triggered: await startExampleGateway({ ...failing, MEMBER_IDS: 'any' }),
    named: await startExampleGateway({}),
    cut: await startExampleGateway({ GLANCE_ENDPOINT: 'http://127.0.0.1:9' }),
    limited: await startExampleGateway({ GLANCE_ENDPOINT: glanceUrl, RATE_LIMIT_TOKEN: '1' }),
    logging: await startExampleGateway({ ...persisted, PERSISTED_DOCUMENTS: 'log' }),
    enforcing: await startExampleGateway({ ...persisted, PERSISTED_DOCUMENTS: 'enforce' }),
  };
}
