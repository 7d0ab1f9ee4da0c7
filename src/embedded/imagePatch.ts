import { toJsonResponse } from './response.ts';
import type { EmbeddedResponse } from './response.ts';
import { GlanceFault } from './fault.ts';
import { checkImageAction, forbiddenAction, getImage } from './imageAccess.ts';
import { checkStorable } from './imageText.ts';
import { checkField, checkWritable, isBaseField, readOnly, setField } from './imageFields.ts';
import { unsupportedMediaType } from './images.ts';
import { toWireImage } from './imageView.ts';
import { isAdmin, isAllowed } from './policy.ts';
import { toPythonJson } from './pythonText.ts';
import { parseBody } from './request.ts';
import type { EmbeddedService, EmbeddedRequest } from './request.ts';
import { now } from './store.ts';
import type { ImageRow } from './store.ts';

const MEDIA_TYPE = 'application/openstack-images-v2.1-json-patch';
const OPERATIONS = ['add', 'remove', 'replace'];

interface Change {
  readonly op: string;
  readonly name: string;
  readonly value: unknown;
}

/** Takes only the media type of v2.1, and only paths with one segment. */
export function patchImage(glance: EmbeddedService, request: EmbeddedRequest, id: string): EmbeddedResponse {
  if (request.contentType !== MEDIA_TYPE) {
    const accepted = `application/openstack-images-v2.0-json-patch, ${MEDIA_TYPE}`;
    throw unsupportedMediaType(request.contentType, { 'Accept-Patch': accepted });
  }
  const changes = parseChanges(parseBody(request));
  const stored = getImage(glance.store, request.actor, id);

  // A copy takes the changes, so that a refused change leaves the image as it was.
  const image = { ...stored, properties: new Map(stored.properties) };
  for (const change of changes) {
    checkChange(glance, request, stored, change);
    applyChange(image, change);
  }
  checkStorable(image);
  if (changes.length > 0) Object.assign(stored, image, { updatedAt: now() });
  return toJsonResponse(toPythonJson(toWireImage(stored, request.actor, glance.apiMinor)));
}

function checkChange(
  glance: EmbeddedService,
  { actor }: EmbeddedRequest,
  image: ImageRow,
  { op, name, value }: Change,
): void {
  if (op === 'replace' && name === 'owner' && !isAdmin(actor)) {
    throw new GlanceFault(403, undefined, { detail: "Owner can't be updated by non admin." });
  }
  if (name === 'visibility' && (value === 'public' || value === 'community')) {
    const action = value === 'public' ? 'publicize_image' : 'communitize_image';
    if (!isAllowed(glance.rbac, actor, action, image)) throw forbiddenAction(action);
  }
  checkImageAction(glance, actor, 'modify_image', image);
}

function applyChange(image: ImageRow, { op, name, value }: Change): void {
  const isMissing = !isBaseField(name) && !image.properties.has(name);
  if (op !== 'add' && isMissing) throw new GlanceFault(409, undefined, { detail: `Property ${name} does not exist.` });
  if (op !== 'remove') {
    setField(image, name, value);
  } else if (isBaseField(name)) {
    throw new GlanceFault(403, undefined, { detail: `Property ${name} may not be removed.` });
  } else {
    image.properties.delete(name);
  }
}

function parseChanges(body: object): Change[] {
  if (!Array.isArray(body)) throw new GlanceFault(400, 'Request body must be a JSON array of operation objects.');
  return body.map((change: unknown) => {
    if (typeof change !== 'object' || change === null || Array.isArray(change)) {
      throw new GlanceFault(400, 'Operations must be JSON objects.');
    }
    return parseChange(change);
  });
}

function parseChange(change: object): Change {
  const available = `It must be one of the following: ${OPERATIONS.join(', ')}.`;
  const op = 'op' in change ? change.op : null;
  if (op === null) throw new GlanceFault(400, `Unable to find \`op\` in JSON Schema change. ${available}`);
  if (typeof op !== 'string' || !OPERATIONS.includes(op)) {
    throw new GlanceFault(400, `Invalid operation: \`${String(op)}\`. ${available}`);
  }
  if (!('path' in change)) throw new GlanceFault(400, "Unable to find 'path' in JSON Schema change");
  const name = parsePointer(String(change.path));
  if (name === 'id') throw readOnly(name);
  if (op === 'remove') {
    checkWritable(name);
    return { op, name, value: undefined };
  }
  if (!('value' in change)) throw new GlanceFault(400, `Operation "${op}" requires a member named "value".`);
  checkWritable(name);
  checkField(name, change.value);
  return { op, name, value: change.value };
}

function parsePointer(pointer: string): string {
  if (!pointer.startsWith('/')) throw new GlanceFault(400, `Pointer \`${pointer}\` does not start with "/".`);
  const segments = pointer.slice(1).split('/');
  const [name] = segments;
  if (name === undefined || segments.length > 1) {
    throw new GlanceFault(400, `Invalid JSON pointer for this resource: '/${segments.join('/')}'`);
  }
  return name.replaceAll('~1', '/').replaceAll('~0', '~').trim();
}
