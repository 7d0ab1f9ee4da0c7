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
 * Whether an image service answers, speaks version 2, and takes the token where there is one.
 * @param scope what the identity service says of the token; null where it was not asked
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
    say(`The image service at ${url} does not answer: ${toReason(root)}.`);
    return false;
  }
  const versions = root.status === 200 || root.status === 300 ? parseVersions(root.text) : [];
  if (versions.length === 0) {
    say(`What answers at ${url} is no image service: it has status ${root.status} and names no versions.`);
    return false;
  }
  const [current = ''] = versions;
  const oldest = versions.at(-1) ?? '';
  if (!versions.some((version) => version.startsWith('v2'))) {
    say(`The image service at ${url} answers, but has no API version 2: ${versions.join(', ')}.`);
    return false;
  }
  say(`The image service at ${url} answers, with API versions ${oldest} to ${current}.`);
  return hasToken ? takesToken(checker, transport, scope) : true;
}

async function takesToken(checker: Checker, transport: Transport, scope: Scope | null): Promise<boolean> {
  const { say, caller } = checker;
  const request = { method: 'GET', path: '/v2/images?limit=1' } as const;
  const answer = await ask(checker, transport, request);
  if (answer instanceof GlanceError) {
    say(`The image service does not list images: ${toReason(answer)}.`);
    return false;
  }
  switch (answer.status) {
    case 200:
      say('The image service takes the token and lists images.');
      return true;
    case 401:
      say(`The image service refuses the token: ${toRefusalReason(scope, request)}.`);
      return false;
    case 403:
      say('The image service knows the token, but does not let it list images.');
      return false;
    default: {
      const tooLong = toLongTokenError(answer, caller.token);
      say(tooLong ? tooLong.message : `The image service does not list images: status ${answer.status}.`);
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

/** Newest first, as they are announced. */
function parseVersions(text: string): readonly string[] {
  try {
    return decodeVersions(parseJson(text));
  } catch {
    return [];
  }
}
