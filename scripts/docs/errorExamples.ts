import { fileURLToPath } from 'node:url';
import { print } from 'graphql';
import { ShareImageDocument } from '../../packages/client/src/index.ts';
import { triggers, type Trigger } from '../../src/embedded/triggers.ts';
import { startEmbeddedGlance } from '../../src/embedded/server.ts';
import { describeExamples, SHARED_IMAGE, toRequest, type Ask, type Gateways } from './exampleCases.ts';
import { startExampleGateway, type ExampleGateway } from './exampleLab.ts';

/** One response as a gateway prints it today. */
export interface ErrorExample {
  /** The request that gets this response. */
  readonly title: string;
  readonly status: number;
  /** Status for a client that accepts only `application/json`. */
  readonly legacyStatus: number;
  readonly body: unknown;
}

export interface ErrorExamples {
  /** Examples by error code, in the order of the page. */
  readonly byCode: ReadonlyMap<string, readonly ErrorExample[]>;
  readonly triggered: readonly TriggeredShare[];
}

/** The result of a share with one of the triggers of the embedded Glance. */
export interface TriggeredShare {
  readonly memberId: string;
  readonly description: string;
  readonly typename: string | null;
  /** Code of the member of the union, or of the top-level error. */
  readonly code: string | null;
  readonly outcome: string | null;
}

const MODERN = 'application/graphql-response+json';
const LEGACY = 'application/json';

const MANIFEST = fileURLToPath(new URL('../../packages/client/persisted-query-manifest.json', import.meta.url));
/** Starts gateways and an embedded Glance, and stops them. */
export async function collectErrorExamples(): Promise<ErrorExamples> {
  const glance = await startEmbeddedGlance({ triggers: true });
  const persisted = { GLANCE_ENDPOINT: glance.url, PERSISTED_DOCUMENTS_MANIFEST: MANIFEST };
  const gateways: Gateways = {
    // The failures of the examples would open the circuit breaker, and a timeout of 15 seconds would slow the tests
    // down.
    embedded: await startExampleGateway({
      GLANCE_ENDPOINT: glance.url,
      // The triggers are no IDs of projects.
      MEMBER_IDS: 'any',
      GLANCE_HEADERS_TIMEOUT_MS: '3000',
      GLANCE_BREAKER_MINIMUM_RPS: '100000',
    }),
    naming: await startExampleGateway({ GLANCE_ENDPOINT: glance.url, OS_AUTH_URL: glance.identityUrl }),
    cut: await startExampleGateway({ GLANCE_ENDPOINT: 'http://127.0.0.1:9' }),
    limited: await startExampleGateway({ GLANCE_ENDPOINT: glance.url, RATE_LIMIT_TOKEN: '1' }),
    logging: await startExampleGateway({ ...persisted, PERSISTED_DOCUMENTS: 'log' }),
    enforcing: await startExampleGateway({ ...persisted, PERSISTED_DOCUMENTS: 'enforce' }),
  };
  try {
    await gateways.limited.send(toRequest('{ __typename }'), MODERN);
    const entries = Object.entries(describeExamples(gateways)).map(
      async ([code, asks]) => [code, await Promise.all(asks.map(([title, ask]) => runExample(title, ask)))] as const,
    );
    const adding = triggers.filter(({ methods }) => methods.includes('POST'));
    const [byCode, triggered] = await Promise.all([
      Promise.all(entries),
      Promise.all(adding.map((trigger) => tryTrigger(gateways.embedded, trigger))),
    ]);
    return { byCode: new Map(byCode), triggered };
  } finally {
    await Promise.all(Object.values(gateways).map((gateway) => gateway.stop()));
    await glance.stop();
  }
}

async function runExample(title: string, ask: Ask): Promise<ErrorExample> {
  const [modern, legacy] = await Promise.all([ask(MODERN), ask(LEGACY)]);
  const body: unknown = JSON.parse(withoutChance(modern.body));
  if (JSON.stringify(body) !== JSON.stringify(JSON.parse(withoutChance(legacy.body)))) {
    throw new Error(`${title}: another body for ${LEGACY}: ${legacy.body}`);
  }
  return { title, status: modern.status, legacyStatus: legacy.status, body };
}

async function tryTrigger(gateway: ExampleGateway, { memberId, description }: Trigger): Promise<TriggeredShare> {
  const input = { imageId: SHARED_IMAGE, memberId };
  const { body } = await gateway.send(toRequest(print(ShareImageDocument), { input }), MODERN);
  const { data, errors } = JSON.parse(body) as {
    readonly data: { readonly addImageMember: { __typename: string; code?: string; outcome?: string } | null };
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  const result = data.addImageMember;
  const code = result?.code ?? errors?.[0]?.extensions.code ?? null;
  return { memberId, description, typename: result?.__typename ?? null, code, outcome: result?.outcome ?? null };
}

/** Replaces the values that differ in each run: the request ID, and the seconds until the end of a minute. */
function withoutChance(body: string): string {
  return body
    .replaceAll(/req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'req-3f6c1c0e-52b1-4f0e-9d0a-7c5b8e6f2a41')
    .replace(/"retryAfterSeconds":(60|[1-5]\d)\b/, '"retryAfterSeconds":60');
}
