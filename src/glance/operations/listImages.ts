import { GlanceError, isGlanceError } from '../errors.ts';
import type { ImageQuery } from '../wire/imageQuery.ts';
import { getImagesPage, type ImagesPage } from '../wire/imagesPage.ts';
import { findMinorVersion } from '../wire/versions.ts';
import type { Wire } from '../wire/wire.ts';

const NO_IMAGES: ImagesPage = { images: [], leftOut: [], hasNext: false, lastId: null, length: 0 };

/**
 * One page of images, from a service of any version. A service that does not know hidden images has none.
 * @throws GlanceError of kind `badRequest` for the visibility `all` where the service does not know it
 */
export function listImages(wire: Wire, query: ImageQuery): Promise<ImagesPage> {
  const { features } = wire;
  const isPlain = query.hidden === undefined || (features.hiddenIsSure && features.current.hidden);
  return isPlain && query.visibility !== 'all' ? getImagesPage(wire, query) : listWithDoubt(wire, query);
}

/** Lists images where it is not known whether the service understands the query. Finds that out where necessary. */
async function listWithDoubt(wire: Wire, query: ImageQuery): Promise<ImagesPage> {
  const { features } = wire;
  if (query.visibility === 'all' && !features.current.allVisibility) throw new GlanceError('badRequest');
  if (query.hidden && !features.current.hidden) return NO_IMAGES;
  const page = await getImagesPage(wire, query).catch((error: unknown) => {
    if (isGlanceError(error) && error.refusesVisibility) features.learnNoAllVisibility();
    throw error;
  });
  if (query.hidden === undefined || features.hiddenIsSure) return page;
  if (page.images.some(({ row }) => features.learnFrom(row))) return page;
  // An empty list of hidden images is right in both cases: nothing is hidden, or the service has no hidden images.
  if (query.hidden && page.images.length === 0) return page;
  if (await features.ask(wire.caller, () => findMinorVersion(wire))) {
    if (features.current.hidden) return page;
    return query.hidden ? NO_IMAGES : getImagesPage(wire, query);
  }
  return query.hidden ? page : tryWithoutHidden(wire, query, page);
}

/** Lists without `os_hidden`. Where that list has images without the flag, the service does not know hidden images. */
async function tryWithoutHidden(
  wire: Wire,
  { hidden: _hidden, ...query }: ImageQuery,
  page: ImagesPage,
): Promise<ImagesPage> {
  const { features } = wire;
  const whole = await getImagesPage(wire, query).catch((error: unknown) => {
    if (isGlanceError(error)) return NO_IMAGES;
    throw error;
  });
  if (whole.images.length === 0 || whole.images.some(({ row }) => features.learnFrom(row))) return page;
  features.learnHidden(false);
  return whole;
}
