import { decodeObject, isObject, type JsonObject } from '../decode.ts';
import { isGlanceError } from '../errors.ts';
import type { GlanceRequest, GlanceResponse } from '../transport/call.ts';
import { decodeImageMember, MEMBER_ERRORS, membersPath, type GlanceImageMember } from './imageMember.ts';
import { decodeRows, toOrigin, type Rows } from './row.ts';
import type { Wire } from './wire.ts';

export interface ImageMembersPage extends Rows<GlanceImageMember> {
  /** Null on the last page. */
  readonly nextMarker: string | null;
}

export interface MembersPageOptions extends Pick<GlanceRequest, 'optional'> {
  /** Whether an image that the caller cannot see is an error and not null. */
  readonly requiresImage?: boolean;
}

/**
 * `GET /v2/images/{image_id}/members`; null when the caller cannot see the image. Glance has all members on one page,
 * Huawei's image service at most 500.
 * @param marker `nextMarker` of the page before; null for the first page
 */
export function getImageMembersPage(
  wire: Wire,
  imageId: string,
  marker: string | null,
  { requiresImage = false, ...options }: MembersPageOptions = {},
): Promise<ImageMembersPage | null> {
  const query = marker === null ? '' : `?marker=${encodeURIComponent(marker)}`;
  return wire
    .requestJson(
      { method: 'GET', path: `${membersPath(imageId)}${query}`, statuses: [200], errors: MEMBER_ERRORS, ...options },
      decodeMembersPage,
    )
    .catch((error: unknown) => {
      if (!requiresImage && isGlanceError(error, 'imageNotFound', 'memberNotFound')) return null;
      throw error;
    });
}

function decodeMembersPage(body: unknown, response: GlanceResponse): ImageMembersPage {
  const page = decodeObject(body, 'members');
  const { rows, leftOut } = decodeRows(page['members'], 'members', toOrigin(response), decodeImageMember);
  return { rows, leftOut, nextMarker: findNextMarker(page) };
}

/** The marker in `page_info`, as Huawei's image service has it, or in `next`, as Glance's list of images has it. */
function findNextMarker({ page_info: info, next }: JsonObject): string | null {
  const marker = isObject(info) ? info['next_marker'] : null;
  if (typeof marker === 'string' && marker !== '') return marker;
  return typeof next === 'string' ? new URLSearchParams(next.split('?')[1]).get('marker') : null;
}
