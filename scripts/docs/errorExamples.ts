import { print, type DocumentNode } from 'graphql';
import {
  AnswerShareDocument,
  SetImageVisibilityDocument,
  ShareImageByNameDocument,
  ShareImageDocument,
  SharingDialogDocument,
  ViewerDocument,
} from '../../packages/client/src/index.ts';
import type { TopLevelErrorCode } from '../../packages/client/src/topLevelError.ts';
import { triggers, type Trigger } from '../../src/embedded/triggers.ts';
import { startEmbeddedGlance } from '../../src/embedded/server.ts';
import { startExampleGateways, type ExampleGateways } from './exampleGateways.ts';
import {
  askOverloaded,
  askWithBug,
  type ExampleGateway,
  type ExampleRequest,
  type PrintedResponse,
} from './exampleLab.ts';

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

type Ask = (accept: string) => Promise<PrintedResponse>;

const MODERN = 'application/graphql-response+json';
const LEGACY = 'application/json';

const UNKNOWN_ID = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const SHARED_IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const PRIVATE_IMAGE = '0e5c7d39-b84f-4162-8d0a-f3a9e61c2b06';
const BETAS_IMAGE = '38f9d2a7-61e4-4b0c-a785-c2e95b1d4f04';
const BETA = '2f9d8c7b6a5e4d3c9b2a1f0e8d7c6b52';
const GAMMA = 'c3a5e7f9b1d24f6e8a0c2b4d6f8e0a53';
const TOKEN = { 'x-auth-token': 'demo-token-alpha' };

/** Starts gateways and an embedded Glance, and stops them. */
export async function collectErrorExamples(): Promise<ErrorExamples> {
  const glance = await startEmbeddedGlance({ triggers: true });
  const gateways = await startExampleGateways(glance.url);
  try {
    await gateways.limited.send(toRequest('{ __typename }'), MODERN);
    const entries = Object.entries(describeExamples(gateways)).map(
      async ([code, asks]) => [code, await Promise.all(asks.map(([title, ask]) => runExample(title, ask)))] as const,
    );
    const adding = triggers.filter(({ methods }) => methods.includes('POST'));
    const [byCode, triggered] = await Promise.all([
      Promise.all(entries),
      Promise.all(adding.map((trigger) => tryTrigger(gateways.triggered, trigger))),
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

const UNKNOWN: ExampleRequest = { headers: TOKEN, body: JSON.stringify({ documentId: UNKNOWN_ID }) };

function toRequest(query: string, variables: object = {}, headers: Record<string, string> = TOKEN): ExampleRequest {
  return { headers, body: JSON.stringify({ query, variables }) };
}

function describeExamples({ embedded, triggered, named, cut, limited, logging, enforcing }: ExampleGateways) {
  const run =
    (document: DocumentNode | string, variables: object, headers?: Record<string, string>): Ask =>
    (accept) =>
      embedded.send(toRequest(typeof document === 'string' ? document : print(document), variables, headers), accept);
  const share = (memberId: string, imageId = SHARED_IMAGE, headers?: Record<string, string>): Ask =>
    run(ShareImageDocument, { input: { imageId, memberId } }, headers);
  const shareByName = (memberName: string): Ask =>
    sendTo(named, toRequest(print(ShareImageByNameDocument), { input: { imageId: SHARED_IMAGE, memberName } }));
  const pull = (memberId: string): Ask =>
    sendTo(triggered, toRequest(print(ShareImageDocument), { input: { imageId: SHARED_IMAGE, memberId } }));
  const decide = (memberId: string): Ask =>
    run(AnswerShareDocument, { input: { imageId: SHARED_IMAGE, memberId, status: 'ACCEPTED' } });
  const withTrigger = (memberId: string): [string, Ask] => [
    `\`ShareImage\` with the trigger \`${memberId}\``,
    pull(memberId),
  ];
  const sendTo =
    (gateway: ExampleGateway, request: ExampleRequest): Ask =>
    (accept) =>
      gateway.send(request, accept);
  const send = (request: ExampleRequest): Ask => sendTo(embedded, request);

  return {
    UNAUTHENTICATED: [
      ['`ShareImage` without a token', share(BETA, SHARED_IMAGE, {})],
      ['`ShareImage` with the trigger `sim-401`, as if the token had just expired', pull('sim-401')],
    ],
    INVALID_INPUT: [
      ['`ShareImage` with the name of a project as `memberId`', share('beta')],
      ['`ShareImage` with the ID of an image as `memberId`', share(PRIVATE_IMAGE)],
      ['`{ images(after: "nonsense") { nodes { id } } }`', run('{ images(after: "nonsense") { nodes { id } } }', {})],
    ],
    FORBIDDEN: [
      ['`ShareImage` with a private image', share(BETA, PRIVATE_IMAGE)],
      ['`ShareImage` with an image of beta', share(GAMMA, BETAS_IMAGE)],
      [
        '`SetImageVisibility` to `PUBLIC`, by an owner who is no administrator',
        run(SetImageVisibilityDocument, { input: { imageId: SHARED_IMAGE, visibility: 'PUBLIC' } }),
      ],
    ],
    IMAGE_NOT_FOUND: [withTrigger('sim-404')],
    MEMBER_NOT_FOUND: [['`AnswerShare` with the trigger `sim-404`', decide('sim-404')]],
    MEMBER_ALREADY_EXISTS: [
      [
        '`ShareImage` without `createdAt` and `updatedAt`, with a project that has the image already',
        run(print(ShareImageDocument).replaceAll(/\n *(createdAt|updatedAt)$/gm, ''), {
          input: { imageId: SHARED_IMAGE, memberId: BETA },
        }),
      ],
    ],
    MEMBER_LIMIT_EXCEEDED: [withTrigger('sim-413')],
    MEMBER_UNRESOLVED: [
      ['`ShareImageByName` with a name that no project has', shareByName('nobody')],
      ['`ShareImageByName` with the name of two projects, each in another domain', shareByName('sandbox')],
    ],
    RATE_LIMITED: [
      withTrigger('sim-429'),
      [
        'Too many requests to the gateway itself, with one token (`RATE_LIMIT_TOKEN`) or from one address (`RATE_LIMIT_ADDRESS`)',
        sendTo(limited, toRequest('{ __typename }')),
      ],
    ],
    UPSTREAM_INTERNAL_ERROR: [withTrigger('sim-500')],
    UPSTREAM_BAD_GATEWAY: [withTrigger('sim-502')],
    UPSTREAM_UNAVAILABLE: [
      withTrigger('sim-503'),
      [
        'More than `MAX_OPERATIONS` operations at a time',
        (accept) =>
          askOverloaded(
            toRequest(print(ShareImageDocument), { input: { imageId: SHARED_IMAGE, memberId: BETA } }),
            accept,
          ),
      ],
    ],
    UPSTREAM_TIMEOUT: [withTrigger('sim-504'), withTrigger('sim-timeout')],
    UPSTREAM_UNREACHABLE: [
      withTrigger('sim-reset'),
      [
        '`SharingDialog` when no service listens at `GLANCE_ENDPOINT`',
        sendTo(cut, toRequest(print(SharingDialogDocument), { imageId: SHARED_IMAGE })),
      ],
    ],
    UPSTREAM_PROTOCOL_ERROR: [withTrigger('sim-html')],
    NOT_CONFIGURED: [['`Viewer` where the gateway knows no identity service', run(ViewerDocument, {})]],
    GRAPHQL_PARSE_FAILED: [['The document `{`', run('{', {})]],
    GRAPHQL_VALIDATION_FAILED: [['The document `{ image { id } }`', run('{ image { id } }', {})]],
    BAD_USER_INPUT: [['`SharingDialog` without variables', run(SharingDialogDocument, {})]],
    OPERATION_RESOLUTION_FAILURE: [
      [
        '`query A { __typename }` with the operation name `B`',
        send({ headers: TOKEN, body: JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }) }),
      ],
    ],
    OPERATION_TOO_COMPLEX: [
      [
        '`{ images(first: 100) { nodes { members { image { members { id } } } } } }`',
        run('{ images(first: 100) { nodes { members { image { members { id } } } } } }', {}),
      ],
    ],
    BAD_REQUEST: [['The body `{`', send({ headers: TOKEN, body: '{' })]],
    NOT_FOUND: [['`POST /graphq`', send({ path: '/graphq', headers: TOKEN, body: '{}' })]],
    METHOD_NOT_ALLOWED: [['`PUT /graphql`', send({ method: 'PUT', headers: TOKEN, body: '{}' })]],
    PAYLOAD_TOO_LARGE: [
      ['A body of 300,000 bytes', send({ headers: TOKEN, body: JSON.stringify({ query: ' '.repeat(299_988) }) })],
    ],
    UNSUPPORTED_MEDIA_TYPE: [
      [
        '`Content-Type: application/graphql`',
        send({ headers: { ...TOKEN, 'content-type': 'application/graphql' }, body: '{ __typename }' }),
      ],
    ],
    PERSISTED_QUERY_NOT_FOUND: [['An ID that the manifest does not have', sendTo(logging, UNKNOWN)]],
    PERSISTED_QUERY_NOT_SUPPORTED: [['Any ID', send(UNKNOWN)]],
    PERSISTED_QUERY_NOT_IN_LIST: [['An ID that the manifest does not have', sendTo(enforcing, UNKNOWN)]],
    QUERY_NOT_IN_SAFELIST: [
      ['`{ __typename }`, which the manifest does not have', sendTo(enforcing, toRequest('{ __typename }'))],
    ],
    INTERNAL_SERVER_ERROR: [
      ['A bug in a resolver', (accept) => askWithBug(`{ image(id: "${SHARED_IMAGE}") { name } }`, accept)],
    ],
  } satisfies Readonly<Record<TopLevelErrorCode, readonly [title: string, ask: Ask][]>>;
}
