import { GlanceError } from '../glance/glance.ts';
import {
  allowsImageCall,
  decodeVersions,
  toLongTokenError,
  type GlanceRequest,
  type Transport,
} from '../glance/probe.ts';
import { ask, parseJson, toReason, type Checker } from './checker.ts';
import type { Scope } from './checkIdentity.ts';

/**
 * Tells whether the image service responds, has API version 2, and accepts the token if there is one.
 * @param scope the project of the token; null when the identity service was not asked
 */
export async function checkImageService(
  checker: Checker,
  url: string,
  transport: Transport,
  scope: Scope | null,
): Promise<boolean> {
  const { say, hasToken } = checker;
  const root = await ask(checker, transport, { method: 'GET', path: '/' });
  if (root instanceof GlanceError) {
    say(`The image service at ${url} does not respond: ${toReason(root)}.`);
    return false;
  }
  const versions = root.status === 200 || root.status === 300 ? parseVersions(root.text) : [];
  if (versions.length === 0) {
    say(`There is no image service at ${url}: the response has status ${root.status} and names no versions.`);
    return false;
  }
  const [current = ''] = versions;
  const oldest = versions.at(-1) ?? '';
  if (!versions.some((version) => version.startsWith('v2'))) {
    say(`The image service at ${url} responds, but has no API version 2: ${versions.join(', ')}.`);
    return false;
  }
  say(`The image service at ${url} responds, with API versions ${oldest} to ${current}.`);
  return hasToken ? acceptsToken(checker, transport, scope) : true;
}

async function acceptsToken(checker: Checker, transport: Transport, scope: Scope | null): Promise<boolean> {
  const { say, caller } = checker;
  const request = { method: 'GET', path: '/v2/images?limit=1' } as const;
  const response = await ask(checker, transport, request);
  if (response instanceof GlanceError) {
    say(`The image service does not list images: ${toReason(response)}.`);
    return false;
  }
  switch (response.status) {
    case 200:
      say('The image service accepts the token and lists images.');
      return true;
    case 401:
      say(`The image service refuses the token: ${toRefusalReason(scope, request)}.`);
      return false;
    case 403:
      say('The image service accepts the token, but forbids it to list images.');
      return false;
    default: {
      const tooLong = toLongTokenError(response, caller.token);
      say(
        tooLong
          ? tooLong.message
          : `The image service does not list images: its response has status ${response.status}.`,
      );
      return false;
    }
  }
}

function toRefusalReason(scope: Scope | null, request: GlanceRequest): string {
  const rules = scope?.accessRules;
  if (!rules) return 'it is not valid, or the service cannot reach its identity service';
  return allowsImageCall(rules, request)
    ? 'the access rules allow the call, so the service does not support them (service_type in keystone_authtoken) or ' +
        'cannot reach its identity service'
    : `the access rules of its application credential do not allow ${request.method} /v2/images`;
}

/** API versions in the order of the image service, which is newest first. Empty for a text that names no versions. */
function parseVersions(text: string): readonly string[] {
  try {
    return decodeVersions(parseJson(text));
  } catch {
    return [];
  }
}
