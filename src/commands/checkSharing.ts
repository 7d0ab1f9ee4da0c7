import { GlanceError, identifiers } from '../glance/glance.ts';
import { allowsImageCall, isObject, type GlanceRequest, type Transport } from '../glance/probe.ts';
import { ask, parseJson, toReason, type Checker } from './checker.ts';
import type { Scope } from './checkIdentity.ts';

/**
 * A member ID that Glance always refuses, because it stores no four-byte characters. Glance checks its policy before
 * the member ID, and writes nothing: 400 tells that the token may share, 403 that it may not. A body that is not JSON
 * tells nothing, because Glance refuses it before it checks the policy.
 */
const REFUSED_MEMBER = '\u{1F50E}';

/** Tells whether the token may share images, without sharing one. */
export async function checkSharing(checker: Checker, transport: Transport, scope: Scope | null): Promise<void> {
  const { say } = checker;
  if (scope === null) {
    say(
      'Whether the token may share images was not checked: set OS_AUTH_URL, so that the identity service tells the project of the token.',
    );
    return;
  }
  const { projectId, projectName, roles } = scope;
  const query = `visibility=shared&owner=${encodeURIComponent(projectId)}&limit=1`;
  const list = await ask(checker, transport, { method: 'GET', path: `/v2/images?${query}` });
  const image = list instanceof GlanceError ? null : findOwnImage(list.text, projectId);
  if (image === null) {
    const role = roles.includes('member') || roles.includes('admin') ? 'has' : 'does not have';
    say(
      `Whether the token may share images was not checked: project ${projectName} has no image of visibility shared ` +
        `to ask about. By default the role member is needed, which the token ${role}.`,
    );
    return;
  }
  const request: GlanceRequest = {
    method: 'POST',
    path: `/v2/images/${image}/members`,
    body: JSON.stringify({ member: REFUSED_MEMBER }),
  };
  say(toVerdict(await ask(checker, transport, request), scope, request));
}

function toVerdict(
  response: Awaited<ReturnType<typeof ask>>,
  { projectName, accessRules }: Scope,
  request: GlanceRequest,
): string {
  if (response instanceof GlanceError) return `Whether the token may share images is not known: ${toReason(response)}.`;
  switch (response.status) {
    case 401:
      if (accessRules === null || allowsImageCall(accessRules, request)) break;
      return `The token may not share images of project ${projectName}: the access rules of its application credential do not allow it.`;
    case 400:
      // An image service that is not Glance may send 400 for another reason.
      if (!response.text.includes('4 byte')) break;
      return `The token may share images of project ${projectName}.`;
    case 413:
      return `The token may share images of project ${projectName}; its newest one is shared with as many projects as allowed.`;
    case 403:
      return `The token may not share images of project ${projectName}: the image service's policy forbids it.`;
  }
  return `Whether the token may share images is not known: the response of the image service has status ${response.status}.`;
}

function findOwnImage(text: string, projectId: string): string | null {
  const body = parseJson(text);
  const images: readonly unknown[] = isObject(body) && Array.isArray(body['images']) ? body['images'] : [];
  const own = images.filter(isObject).find(({ owner }) => owner === projectId);
  return typeof own?.['id'] === 'string' && identifiers.isImageId(own['id']) ? own['id'] : null;
}
