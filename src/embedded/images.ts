import { createHash, randomUUID } from 'node:crypto';
import { toEmptyResponse, toJsonResponse } from './response.ts';
import type { EmbeddedResponse } from './response.ts';
import { GlanceFault } from './fault.ts';
import { checkCanGetImage, checkImageAction, forbiddenAction, getImage } from './imageAccess.ts';
import { checkCreatable, checkField, isReadOnly, readOnly, setField } from './imageFields.ts';
import { checkStorable } from './imageText.ts';
import { hasDuplicateMembers, toWireImage } from './imageView.ts';
import { isAdmin, isAllowed } from './policy.ts';
import { toPythonJson } from './pythonText.ts';
import { parseBody } from './request.ts';
import type { EmbeddedService, EmbeddedRequest } from './request.ts';
import { now } from './store.ts';
import type { ImageRow } from './store.ts';

export function createImage(glance: EmbeddedService, request: EmbeddedRequest): EmbeddedResponse {
  const body = parseBody(request);
  if (Array.isArray(body)) throw new GlanceFault(500);
  const fields = Object.entries(body);
  for (const [name] of fields) checkCreatable(name);
  for (const [name, value] of fields) if (!isReadOnly(name)) checkField(name, value);

  const image = newImage(request.actor.project);
  for (const [name, value] of fields) if (name !== 'id' && !isReadOnly(name)) setField(image, name, value);
  checkCanCreate(glance, request, image);
  for (const [name] of fields) if (isReadOnly(name)) throw readOnly(name);
  const id = fields.find(([name]) => name === 'id')?.[1];
  const row: ImageRow = typeof id === 'string' ? { ...image, id } : image;
  if (glance.store.images.has(row.id)) throw new GlanceFault(409, `Image ID ${row.id} already exists!`);
  checkStorable(row);
  // Glance shows an empty owner in this response, but stores null.
  glance.store.images.set(row.id, { ...row, owner: row.owner || null });

  return toJsonResponse(toPythonJson(toWireImage(row, request.actor, glance.apiMinor)), 201, {
    Location: `${request.origin}/v2/images/${row.id}`,
    'Openstack-Image-Import-Methods': 'glance-direct,web-download,copy-image',
    'Openstack-Image-Store-Ids': 'fs',
  });
}

export function showImage(glance: EmbeddedService, { actor }: EmbeddedRequest, id: string): EmbeddedResponse {
  const image = getImage(glance.store, actor, id);
  checkCanGetImage(glance.rbac, actor, image);
  return toJsonResponse(toPythonJson(toWireImage(image, actor, glance.apiMinor)));
}

/** Deletes the image and its members. Like Glance it fails half way when a race stored a member twice. */
export function deleteImage(glance: EmbeddedService, { actor }: EmbeddedRequest, id: string): EmbeddedResponse {
  const image = getImage(glance.store, actor, id, `Failed to find image ${id} to delete`);
  checkImageAction(glance, actor, 'delete_image', image);
  if (image.protected) throw new GlanceFault(403, `Image ${id} is protected and cannot be deleted.`);
  if (image.status === 'deleted') {
    throw new GlanceFault(400, 'Image status transition from deleted to deleted is not allowed');
  }

  image.status = 'deleted';
  image.updatedAt = now();
  if (hasDuplicateMembers(glance.store, id)) throw new GlanceFault(500);
  image.deleted = true;
  const deletedAt = Math.floor(now() / 1000);
  for (const row of glance.store.members) {
    if (row.imageId === id && !row.deleted) Object.assign(row, { deleted: true, deletedAt });
  }
  return toEmptyResponse();
}

/** Stores the hashes and the size of the data, but not the data. */
export function uploadImage(glance: EmbeddedService, request: EmbeddedRequest, id: string): EmbeddedResponse {
  if (request.contentType !== 'application/octet-stream') throw unsupportedMediaType(request.contentType);
  const image = getImage(glance.store, request.actor, id);
  checkImageAction(glance, request.actor, 'upload_image', image);
  if (image.status !== 'queued') {
    throw new GlanceFault(409, `Image status transition from ${image.status} to saving is not allowed`);
  }
  checkFormats(image);

  const data = request.body ?? Buffer.alloc(0);
  image.status = 'active';
  image.size = data.length;
  image.virtualSize = image.diskFormat === 'raw' ? data.length : null;
  image.checksum = createHash('md5').update(data).digest('hex');
  image.hashAlgorithm = 'sha512';
  image.hashValue = createHash('sha512').update(data).digest('hex');
  image.updatedAt = now();
  return toEmptyResponse();
}

export function deactivateImage(glance: EmbeddedService, request: EmbeddedRequest, id: string): EmbeddedResponse {
  return switchImage(glance, request, id, 'deactivate');
}

export function reactivateImage(glance: EmbeddedService, request: EmbeddedRequest, id: string): EmbeddedResponse {
  return switchImage(glance, request, id, 'reactivate');
}

function switchImage(
  glance: EmbeddedService,
  { actor }: EmbeddedRequest,
  id: string,
  action: 'deactivate' | 'reactivate',
): EmbeddedResponse {
  const image = getImage(glance.store, actor, id);
  checkImageAction(glance, actor, action, image);
  if (image.status !== 'active' && image.status !== 'deactivated') {
    throw new GlanceFault(403, `Not allowed to ${action} image in status '${image.status}'`);
  }
  const status = action === 'deactivate' ? 'deactivated' : 'active';
  if (image.status !== status) Object.assign(image, { status, updatedAt: now() });
  return toEmptyResponse();
}

export function unsupportedMediaType(contentType: string, headers: Readonly<Record<string, string>> = {}): GlanceFault {
  const template = `The request media type ${contentType} is not supported by this server.\n<br /><br />\n`;
  return new GlanceFault(415, '', { template, headers });
}

function newImage(owner: string | null): ImageRow {
  const time = now();
  return {
    id: randomUUID(),
    name: null,
    status: 'queued',
    visibility: 'shared',
    owner,
    size: null,
    virtualSize: null,
    checksum: null,
    hashAlgorithm: null,
    hashValue: null,
    diskFormat: null,
    containerFormat: null,
    minDisk: 0,
    minRam: 0,
    protected: false,
    hidden: false,
    tags: [],
    properties: new Map(),
    createdAt: time,
    updatedAt: time,
    deleted: false,
  };
}

function checkCanCreate({ rbac }: EmbeddedService, { actor }: EmbeddedRequest, image: ImageRow): void {
  const isForAnother = image.owner !== actor.project;
  if (!isAllowed(rbac, actor, 'add_image', image)) {
    if (!isForAnother) throw forbiddenAction('add_image');
    const detail = `You are not permitted to create images owned by '${image.owner}'`;
    throw new GlanceFault(403, undefined, { detail });
  }
  const action = image.visibility === 'public' ? 'publicize_image' : 'communitize_image';
  const needsMore = image.visibility === 'public' || image.visibility === 'community';
  if (needsMore && !isAllowed(rbac, actor, action, image)) throw forbiddenAction(action);
  if (isForAnother && !isAdmin(actor)) {
    throw new GlanceFault(403, `You are not permitted to create images owned by '${image.owner}'.`);
  }
}

function checkFormats(image: ImageRow): void {
  const missing = [
    ...(image.diskFormat === null ? ['disk_format'] : []),
    ...(image.containerFormat === null ? ['container_format'] : []),
  ];
  if (missing.length === 0) return;
  const noun = missing.length === 1 ? 'Property' : 'Properties';
  throw new GlanceFault(400, `${noun} ${missing.join(', ')} must be set prior to saving data.`);
}
