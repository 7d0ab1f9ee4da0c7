import { parseConfig, type Config, type Environment } from '../config/config.ts';
import { GlanceError } from '../glance/glance.ts';
import { Cancellation } from '../lib/cancellation.ts';
import { connectTo, createKeystone, type Transport } from '../glance/probe.ts';
import { OTHER_HEADERS_BYTES, readToken } from '../http/token.ts';
import { readCaCertificates } from '../config/readCaCertificates.ts';
import { MIN_TOKEN_LENGTH } from '../lib/minTokenLength.ts';
import { checkIdentity, type Scope } from './checkIdentity.ts';
import { checkImageService } from './checkImageService.ts';
import { checkSharing } from './checkSharing.ts';
import { toReason, type Checker } from './checker.ts';

const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;

/**
 * Tells whether the configured services and the token in `OS_TOKEN` work. Changes nothing in these services.
 * @param say prints one sentence
 * @returns false when something does not work, or when the token was not checked
 * @throws ConfigError
 */
export async function check(env: Environment, say: (sentence: string) => void): Promise<boolean> {
  const config = parseConfig(env);
  const headers = { 'x-auth-token': env['OS_TOKEN'] };
  const { token, problem } = readToken({ headers, headersDistinct: {} }, config.maxTokenLength);
  if (config.glanceEndpoint === null && config.authUrl === null) {
    say('There is nothing to check: neither GLANCE_ENDPOINT nor OS_AUTH_URL is set.');
    return false;
  }
  if (env['OS_TOKEN'] && token === null) {
    say(problem ?? `OS_TOKEN does not hold a token: ${describeBadToken(env['OS_TOKEN'])}.`);
    return false;
  }
  const cancellation = Cancellation.start(config.operationTimeoutMs);
  const checker: Checker = { say, hasToken: token !== null, caller: { token: token ?? '', cancellation } };
  const works = await checkServices(config, checker).finally(() => cancellation.stopTimer());
  if (works && token === null) say('OS_TOKEN is not set: whether a token works was not checked.');
  return works && token !== null;
}

function describeBadToken(text: string): string {
  return text.trim().length < MIN_TOKEN_LENGTH
    ? `it has fewer than ${MIN_TOKEN_LENGTH} characters`
    : 'it has spaces or other characters that no token has';
}

async function checkServices(config: Config, checker: Checker): Promise<boolean> {
  const ca = await readCaCertificates(config);
  const transports: Transport[] = [];
  const connect = (endpoint: string): Transport => {
    const maxHeaderBytes = config.maxTokenLength + OTHER_HEADERS_BYTES;
    const options = { ...config, ca, endpoint, connections: 1, maxResponseBytes: MAX_RESPONSE_BYTES, maxHeaderBytes };
    const transport = connectTo(options);
    transports.push(transport);
    return transport;
  };
  try {
    const identity = config.authUrl === null ? null : { url: config.authUrl, transport: connect(config.authUrl) };
    const scope = identity && (await checkIdentity(checker, identity.url, identity.transport));
    if (scope === 'broken') return false;
    const endpoint = config.glanceEndpoint ?? (identity && (await findEndpoint(config, checker, identity.transport)));
    if (endpoint === null) return !checker.hasToken;
    return await checkEndpoint(checker, endpoint, connect(endpoint), scope);
  } finally {
    await Promise.all(transports.map((transport) => transport.close()));
  }
}

/**
 * The URL of the image service in the catalog. Null when the catalog has no image service, or when there is no token to
 * read the catalog with.
 */
async function findEndpoint(config: Config, checker: Checker, identity: Transport): Promise<string | null> {
  const { say, caller, hasToken } = checker;
  if (!hasToken) {
    say('The image service was not checked: the catalog is read with a token, or set GLANCE_ENDPOINT.');
    return null;
  }
  const region = config.regionName === null ? 'any region' : `region ${config.regionName}`;
  const choice = { region: config.regionName, interface: config.interface };
  try {
    const endpoint = await createKeystone(identity).findImageEndpoint(caller, choice);
    say(`The catalog has the image service at ${endpoint} (${config.interface} interface, ${region}).`);
    return endpoint;
  } catch (error) {
    const reason = error instanceof GlanceError ? toReason(error) : String(error);
    say(`The image service was not found for the ${config.interface} interface in ${region}: ${reason}.`);
    return null;
  }
}

async function checkEndpoint(
  checker: Checker,
  endpoint: string,
  transport: Transport,
  scope: Scope | null,
): Promise<boolean> {
  if (!(await checkImageService(checker, endpoint, transport, scope))) return false;
  if (checker.hasToken) await checkSharing(checker, transport, scope);
  return true;
}
