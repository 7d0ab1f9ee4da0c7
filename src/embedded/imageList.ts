import { toJsonResponse } from './response.ts';
import type { EmbeddedResponse } from './response.ts';
import { GlanceFault } from './fault.ts';
import { forbiddenAction, isVisible } from './imageAccess.ts';
import { parseImageFilters } from './imageFilter.ts';
import type { ImagePredicate } from './imageFilter.ts';
import { compareImages, isAfterMarker, takeAll, takeFirst, takeImageOrder } from './imageOrder.ts';
import { stripText } from './imageText.ts';
import { knowsHidden, toWireImage } from './imageView.ts';
import { canGetImage, canListImages, isAdmin, isOwner } from './policy.ts';
import type { Actor } from './policy.ts';
import { toPythonJson, toQueryString } from './pythonText.ts';
import type { EmbeddedService, EmbeddedRequest } from './request.ts';
import { membersOf } from './store.ts';
import type { ImageRow, Store } from './store.ts';

const LIMIT_DEFAULT = 25;

/** Checks in Glance's order, because the response to a request with two mistakes names the first one. */
export function listImages(glance: EmbeddedService, request: EmbeddedRequest): EmbeddedResponse {
  const { actor } = request;
  const params = request.query.map(([name, value]): [string, string] => [name, value]);
  const limitText = takeFirst(params, 'limit');
  const marker = takeFirst(params, 'marker');
  const memberStatus = takeFirst(params, 'member_status') ?? 'accepted';
  const tags = takeAll(params, 'tag').map(stripText);
  checkVisibility(params, glance.apiMinor);
  checkMemberStatus(memberStatus);
  const limit = Math.min(parseLimit(limitText), glance.pageMax);
  const order = takeImageOrder(params);
  const visibility = takeFirst(params, 'visibility');
  const filters = parseImageFilters(params, glance.apiMinor);
  if (!canListImages(glance.rbac, actor)) throw forbiddenAction('get_images');

  const predicates: ImagePredicate[] = [
    (image) => !image.deleted,
    ...filters,
    (image) => tags.every((tag) => image.tags.includes(tag)),
    (image) => isListed(glance.store, actor, image, memberStatus),
    (image) => hasVisibility(actor, image, visibility),
  ];
  const found = Array.from(glance.store.images.values())
    .filter((image) => predicates.every((predicate) => predicate(image)))
    .sort((left, right) => compareImages(order, left, right));
  const markerImage = marker === undefined ? undefined : findMarker(glance.store, actor, marker);
  const following =
    markerImage === undefined ? found : found.filter((image) => isAfterMarker(order, image, markerImage));
  const page = following.slice(0, limit);
  const images = page.filter((image) => canGetImage(glance.rbac, actor, image));
  // When the rules hide every image of a page, there is no ID for a marker and the list ends.
  const nextMarker = page.length === limit ? images.at(-1)?.id : undefined;
  return toListResponse(glance, request, images, nextMarker);
}

/** Keeps only the last value of a repeated parameter in the links, because Glance builds them from a dictionary. */
function toListResponse(
  { apiMinor }: EmbeddedService,
  { query, actor }: EmbeddedRequest,
  images: readonly ImageRow[],
  nextMarker?: string,
): EmbeddedResponse {
  const params = new Map(query);
  params.delete('marker');
  const first = params.size === 0 ? '/v2/images' : `/v2/images?${toQueryString(params)}`;
  const list = {
    images: images.map((image) => toWireImage(image, actor, apiMinor)),
    first,
    schema: '/v2/schemas/images',
  };
  if (nextMarker === undefined) return toJsonResponse(toPythonJson(list));
  params.set('marker', nextMarker);
  return toJsonResponse(toPythonJson({ ...list, next: `/v2/images?${toQueryString(params)}` }));
}

/**
 * Whether the list shows the image. The status of the membership counts for members only, not for administrators and
 * owners.
 */
function isListed(store: Store, actor: Actor, image: ImageRow, memberStatus: string): boolean {
  if (isAdmin(actor) || image.visibility === 'public' || image.visibility === 'community') return true;
  if (isOwner(actor, image)) return true;
  if (image.visibility !== 'shared') return false;
  // A token without a scope lists every shared image that has at least one member.
  const members = membersOf(store, image.id, actor.project ?? undefined);
  return members.some((row) => actor.project === null || memberStatus === 'all' || row.status === memberStatus);
}

function hasVisibility(actor: Actor, image: ImageRow, visibility: string | undefined): boolean {
  if (visibility === 'all') return true;
  if (visibility !== undefined) return image.visibility === visibility;
  return image.visibility !== 'community' || isOwner(actor, image);
}

function findMarker(store: Store, actor: Actor, id: string): ImageRow {
  const image = store.images.get(id);
  if (id.length > 36) throw new GlanceFault(400, 'Image with the given id %(image_id)s was not found');
  if (image === undefined || (image.deleted && !isAdmin(actor))) {
    throw new GlanceFault(400, `No image found with ID ${id}`);
  }
  if (!isVisible(store, actor, image)) throw new GlanceFault(403, `Forbidding request, image ${id} not visible`);
  return image;
}

function parseLimit(text: string | undefined): number {
  if (text === undefined) return LIMIT_DEFAULT;
  if (!/^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text)) throw new GlanceFault(400, 'limit param must be an integer');
  const limit = Number(text.replaceAll('_', ''));
  if (limit < 0) throw new GlanceFault(400, 'limit param must be positive');
  return limit;
}

/** Takes `all` from API version 2.7 on. Glance has it since Stein, which has the same API version as Rocky. */
function checkVisibility(params: readonly [string, string][], apiMinor: number): void {
  const visibility = new Map(params).get('visibility') ?? '';
  const known = ['community', 'public', 'private', 'shared', ...(knowsHidden(apiMinor) ? ['all'] : [])];
  if (visibility !== '' && !known.includes(visibility)) {
    throw new GlanceFault(400, `Invalid visibility value: ${visibility}`);
  }
  if (params.some(([name, value]) => name === 'changes-since' && value !== '')) {
    throw new GlanceFault(400, 'The "changes-since" filter is no longer available on v2.');
  }
}

function checkMemberStatus(status: string): void {
  if (!['pending', 'accepted', 'rejected', 'all'].includes(status)) {
    throw new GlanceFault(400, `Invalid status: ${status}`);
  }
}
