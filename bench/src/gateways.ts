import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { IMAGE_IDS } from './images.ts';
import { REQUEST_HEADERS, UNIQUE, findCase, toRequestBody, type Case, type CaseName } from './cases.ts';
import { CORES, startProcess, waitForResponse, type RunningProcess } from './runningProcess.ts';

export type GatewayName = 'bare' | 'glance-graphql' | 'baseline' | 'apollo' | 'mercurius' | 'yoga' | 'hive';

export interface Gateway {
  readonly name: GatewayName;
  readonly title: string;
  /** URL of the program, or its path relative to this file. */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  /** Requests of a gateway with another schema, which takes no other cases; null for the gateway's schema. */
  readonly ownRequests: Partial<Record<CaseName, Pick<Case, 'query' | 'variables'>>> | null;
}

/**
 * Production settings with everything switched on. The limits are too high to refuse a request here, but requests are
 * counted.
 */
const OWN_ENV = {
  // For 128 clients that cause 51 calls each.
  GLANCE_QUEUE: '8192',
  METRICS_PORT: '0',
  RATE_LIMIT_TOKEN: '100000000',
  RATE_LIMIT_ADDRESS: '100000000',
};

const HIVE_REQUEST = {
  query: `mutation Share($imageId: String!, $input: addImageMember_request_Input!) {
    addImageMember(image_id: $imageId, input: $input) { member_id image_id status created_at updated_at }
  }`,
  variables: { imageId: IMAGE_IDS[0], input: { member: `member-${UNIQUE}` } },
};

/** Title of the other build that `--baseline` names. */
export const BASELINE_TITLE = 'glance-graphql, baseline';

export const GATEWAYS: readonly Gateway[] = [
  { name: 'bare', title: 'bare node:http + undici', program: './servers/bare.js', env: {}, ownRequests: null },
  { name: 'glance-graphql', title: 'glance-graphql', program: '../../dist/main.js', env: OWN_ENV, ownRequests: null },
  {
    name: 'apollo',
    title: 'Apollo standalone',
    program: './servers/apolloStandalone.js',
    env: {},
    ownRequests: null,
  },
  { name: 'mercurius', title: 'Mercurius with JIT', program: './servers/mercurius.js', env: {}, ownRequests: null },
  { name: 'yoga', title: 'GraphQL Yoga', program: './servers/yoga.js', env: {}, ownRequests: null },
  {
    name: 'hive',
    title: 'Hive Gateway over OpenAPI',
    program: './servers/hive.js',
    env: {},
    ownRequests: { addImageMember: HIVE_REQUEST },
  },
];

/** All names in the order of the report. */
export const GATEWAY_NAMES: readonly GatewayName[] = [...GATEWAYS.map(({ name }) => name), 'baseline'];

/** Another build of the gateway, such as the one before a change. @param file its dist/main.js */
export function createBaseline(file: string): Gateway {
  const program = pathToFileURL(resolve(file)).href;
  return { name: 'baseline', title: BASELINE_TITLE, program, env: OWN_ENV, ownRequests: null };
}

export interface RunningGateway extends RunningProcess {
  readonly gateway: Gateway;
  readonly port: number;
  readonly url: string;
}

export interface GatewayOptions {
  /** The Node to run it with. */
  readonly node: string;
  readonly nodeOptions?: readonly string[];
  readonly port: number;
  readonly upstream: string;
}

/** Resolves after the response to a first `addImageMember`. */
export async function startGateway(gateway: Gateway, options: GatewayOptions): Promise<RunningGateway> {
  const { node, nodeOptions = [], port, upstream } = options;
  const env = {
    NODE_ENV: 'production',
    PORT: String(port),
    GLANCE_ENDPOINT: upstream,
    MEMBER_IDS: 'any',
    ...gateway.env,
  };
  const program = fileURLToPath(new URL(gateway.program, import.meta.url));
  const server = startProcess(node, [...nodeOptions, program], { core: CORES.gateway, env });
  const url = `http://127.0.0.1:${port}/graphql`;
  const body = toBody(gateway, 'addImageMember');
  if (body === null) throw new Error(`${gateway.name} cannot add a member`);
  await waitForResponse(server, url, { method: 'POST', headers: REQUEST_HEADERS, body });
  return { ...server, gateway, port, url };
}

/** JSON text of the case's request to this gateway; null when the gateway does not take the case. */
export function toBody({ ownRequests }: Gateway, name: CaseName): string | null {
  if (!ownRequests) return toRequestBody(findCase(name));
  const own = ownRequests[name];
  return own ? toRequestBody(own) : null;
}
