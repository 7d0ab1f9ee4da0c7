import { DecodeError } from '../decode.ts';
import { isGlanceError, type GlanceError } from '../errors.ts';
import type { GlanceResponse } from '../transport/call.ts';
import { decodeSingleImage, type GlanceImage, type GlanceVisibility } from './image.ts';
import type { Wire } from './wire.ts';

/** Glance refuses any other media type with 415. */
const JSON_PATCH = 'application/openstack-images-v2.1-json-patch';

/**
 * `PATCH /v2/images/{image_id}`. The last PATCH wins. A PATCH to the visibility that the image has changes nothing but
 * the time of the last change.
 */
export function patchImageVisibility(wire: Wire, imageId: string, visibility: GlanceVisibility): Promise<GlanceImage> {
  return wire.requestJson(
    {
      method: 'PATCH',
      path: `/v2/images/${imageId}`,
      contentType: JSON_PATCH,
      body: JSON.stringify([{ op: 'replace', path: '/visibility', value: visibility }]),
      statuses: [200],
      errors: { 404: 'imageNotFound' },
    },
    (body, response) => {
      const image = decodeSingleImage(body, response);
      // Only a row with the visibility proves that the write was done.
      if (image.visibility !== visibility) throw new DecodeError('visibility: not the written one');
      return image;
    },
  );
}

/** An image, and the time at which it was read. */
export interface ImageSnapshot {
  readonly image: GlanceImage;
  /** The time by the clock of the image service, in whole seconds; NaN where the response has no `Date`. */
  readonly serviceTimeMs: number;
  /** The same time on the clock of `performance.now()`, or a little later. */
  readonly seenAtMs: number;
}

/** Reads the image with the time, without retries, and with the error of a 404 instead of null. */
export function getImageSnapshot(wire: Wire, imageId: string): Promise<ImageSnapshot | GlanceError> {
  return wire
    .requestJson(
      {
        method: 'GET',
        path: `/v2/images/${imageId}`,
        statuses: [200],
        errors: { 404: 'imageNotFound' },
        once: true,
      },
      decodeSnapshot,
    )
    .catch((error: unknown) => {
      if (isGlanceError(error, 'imageNotFound')) return error;
      throw error;
    });
}

function decodeSnapshot(body: unknown, response: GlanceResponse): ImageSnapshot {
  const serviceTimeMs = response.date === null ? Number.NaN : Date.parse(response.date);
  return { image: decodeSingleImage(body, response), serviceTimeMs, seenAtMs: performance.now() };
}
