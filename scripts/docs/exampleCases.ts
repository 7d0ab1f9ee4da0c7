import { print, type DocumentNode } from 'graphql';
import {
  AnswerShareDocument,
  ShareImageByNameDocument,
  ShareImageDocument,
  SharingDialogDocument,
  ViewerDocument,
} from '../../packages/client/src/index.ts';
import type { TopLevelErrorCode } from '../../packages/client/src/topLevelError.ts';
import {
  askOverloaded,
  askWithBug,
  type ExampleGateway,
  type ExampleRequest,
  type PrintedResponse,
} from './exampleLab.ts';

/** Sends one request with the given `Accept`. */
export type Ask = (accept: string) => Promise<PrintedResponse>;

export interface Gateways {
  /** Calls the embedded Glance with its triggers. */
  readonly embedded: ExampleGateway;
  /** The same, and asks the embedded Keystone. */
  readonly naming: ExampleGateway;
  /** Calls an address where no image service listens. */
  readonly cut: ExampleGateway;
  /** Refuses every request of a token after the first one. */
  readonly limited: ExampleGateway;
  /** Has the manifest of the client kit, and takes other documents too. */
  readonly logging: ExampleGateway;
  /** Has the manifest of the client kit, and refuses other documents. */
  readonly enforcing: ExampleGateway;
}

const UNKNOWN_ID = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export const SHARED_IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const PRIVATE_IMAGE = '0e5c7d39-b84f-4162-8d0a-f3a9e61c2b06';
const BETAS_IMAGE = '38f9d2a7-61e4-4b0c-a785-c2e95b1d4f04';
const STAGINGS_IMAGE = 'b4c6d8e0-1f3a-4b5c-9d7e-2a4c6e8f0b12';
const BETA = '2f9d8c7b6a5e4d3c9b2a1f0e8d7c6b52';
const GAMMA = 'c3a5e7f9b1d24f6e8a0c2b4d6f8e0a53';
const TOKEN = { 'x-auth-token': 'demo-token-alpha' };
/** Of the same user. The trigger `sim-401` ends the other token at the embedded Keystone. */
const STAGING = { 'x-auth-token': 'demo-token-alpha-staging' };

const UNKNOWN: ExampleRequest = { headers: TOKEN, body: JSON.stringify({ documentId: UNKNOWN_ID }) };

export function toRequest(
  query: string,
  variables: object = {},
  headers: Record<string, string> = TOKEN,
): ExampleRequest {
  return { headers, body: JSON.stringify({ query, variables }) };
}

/** The requests of each error code, in the order of the page. */
export function describeExamples({ embedded, naming, cut, limited, logging, enforcing }: Gateways) {
  const run =
    (document: DocumentNode | string, variables: object, headers?: Record<string, string>): Ask =>
    (accept) =>
      embedded.send(toRequest(typeof document === 'string' ? document : print(document), variables, headers), accept);
  const share = (memberId: string, imageId = SHARED_IMAGE, headers?: Record<string, string>): Ask =>
    run(ShareImageDocument, { input: { imageId, memberId } }, headers);
  const decide = (memberId: string): Ask =>
    run(AnswerShareDocument, { input: { imageId: SHARED_IMAGE, memberId, status: 'ACCEPTED' } });
  const triggered = (memberId: string): [string, Ask] => [
    `\`ShareImage\` with the trigger \`${memberId}\``,
    share(memberId),
  ];
  const sendTo =
    (gateway: ExampleGateway, request: ExampleRequest): Ask =>
    (accept) =>
      gateway.send(request, accept);
  const send = (request: ExampleRequest): Ask => sendTo(embedded, request);
  const shareByName = (member: object): Ask =>
    sendTo(
      naming,
      toRequest(print(ShareImageByNameDocument), { input: { imageId: STAGINGS_IMAGE, ...member } }, STAGING),
    );

  return {
    UNAUTHENTICATED: [
      ['`ShareImage` without a token', share(BETA, SHARED_IMAGE, {})],
      ['`ShareImage` with the trigger `sim-401`, as if the token had just expired', share('sim-401')],
    ],
    INVALID_INPUT: [
      ['`ShareImage` with the member ID `beta/..`', share('beta/..')],
      ['`ShareImage` with a name in the place of the member ID', shareByName({ memberId: 'beta' })],
      ['`{ images(after: "nonsense") { nodes { id } } }`', run('{ images(after: "nonsense") { nodes { id } } }', {})],
    ],
    FORBIDDEN: [
      ['`ShareImage` with a private image', share(BETA, PRIVATE_IMAGE)],
      ['`ShareImage` with an image of beta', share(GAMMA, BETAS_IMAGE)],
    ],
    IMAGE_NOT_FOUND: [triggered('sim-404')],
    MEMBER_NOT_FOUND: [['`AnswerShare` with the trigger `sim-404`', decide('sim-404')]],
    MEMBER_ALREADY_EXISTS: [
      [
        '`ShareImage` without `createdAt` and `updatedAt`, with a project that has the image already',
        run(print(ShareImageDocument).replaceAll(/\n *(createdAt|updatedAt)$/gm, ''), {
          input: { imageId: SHARED_IMAGE, memberId: BETA },
        }),
      ],
    ],
    MEMBER_LIMIT_EXCEEDED: [triggered('sim-413')],
    MEMBER_UNRESOLVED: [
      ['`ShareImageByName` with a name that two projects have', shareByName({ memberName: 'sandbox' })],
      ['`ShareImageByName` with the name of a project of others', shareByName({ memberName: 'beta' })],
    ],
    RATE_LIMITED: [
      triggered('sim-429'),
      [
        'Too many requests to the gateway itself, with one token (`RATE_LIMIT_TOKEN`) or from one address (`RATE_LIMIT_ADDRESS`)',
        sendTo(limited, toRequest('{ __typename }')),
      ],
    ],
    UPSTREAM_INTERNAL_ERROR: [triggered('sim-500')],
    UPSTREAM_BAD_GATEWAY: [triggered('sim-502')],
    UPSTREAM_UNAVAILABLE: [
      triggered('sim-503'),
      [
        'More than `MAX_OPERATIONS` operations at a time',
        (accept) =>
          askOverloaded(
            toRequest(print(ShareImageDocument), { input: { imageId: SHARED_IMAGE, memberId: BETA } }),
            accept,
          ),
      ],
    ],
    UPSTREAM_TIMEOUT: [triggered('sim-504'), triggered('sim-timeout')],
    UPSTREAM_UNREACHABLE: [
      triggered('sim-reset'),
      [
        '`SharingDialog` when no service listens at `GLANCE_ENDPOINT`',
        sendTo(cut, toRequest(print(SharingDialogDocument), { imageId: SHARED_IMAGE })),
      ],
    ],
    UPSTREAM_PROTOCOL_ERROR: [triggered('sim-html')],
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
