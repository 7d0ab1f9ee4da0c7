import type { GraphQLResolveInfo } from 'graphql';
import type { QueryImagesArgs } from '../../generated/schemaTypes.ts';
import { isGlanceError, type GlanceImage, type ImageSearch } from '../../glance/glance.ts';
import type { GraphQLContext } from '../server/context.ts';
import { findInbox } from './viewerInbox.ts';
import { createCursorError, createCursors } from './cursor.ts';
import { parseImageListInput } from './imageFilterInput.ts';
import { InputError } from '../error/inputError.ts';
import { tellLeftOut } from '../error/leftOut.ts';

/** A page in the shape of Relay's cursor connections. */
export interface ImageConnectionModel {
  readonly nodes: readonly GlanceImage[];
  readonly toCursor: (image: GlanceImage) => string;
  readonly stoppedEarly: boolean;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** @throws InputError for bad arguments and for a cursor of another list or of a deleted image; GlanceError */
export async function loadImageConnection(
  { after, ...args }: QueryImagesArgs,
  context: GraphQLContext,
  info: GraphQLResolveInfo,
): Promise<ImageConnectionModel> {
  const { inbox: askedInbox, ...list } = parseImageListInput(args);
  const inbox = askedInbox && (await findInbox(askedInbox, context));
  const { conditions, order } = list;
  const cursors = createCursors([conditions, order, inbox]);
  const start = typeof after === 'string' ? cursors.parse(after) : null;
  const page = await findPage({ ...list, inbox, after: start }, context);
  tellLeftOut(page.leftOut, context, info);
  const toCursor = (image: GlanceImage): string => cursors.toCursor(page.toPosition(image));
  const [first] = page.images;
  const end = page.images.at(-1);
  const last = page.hasNext ? page.last : end && page.toPosition(end);
  return {
    nodes: page.images,
    toCursor,
    stoppedEarly: page.stoppedEarly,
    pageInfo: {
      hasNextPage: page.hasNext,
      hasPreviousPage: start !== null,
      startCursor: first ? toCursor(first) : null,
      endCursor: last ? cursors.toCursor(last) : null,
    },
  };
}

const TOO_MANY =
  'More images match than can be sorted by name or size: 5000, or 64 MiB. Narrow the filter, or choose another order.';
const MOVED = 'The image of the cursor has another place in this order by now. Start again without the cursor.';

async function findPage(search: ImageSearch, { glance }: GraphQLContext) {
  const found = await glance.images.search(search).catch((error: unknown) => {
    // Only the cursor's image can be the cause: 400 for a deleted image, 403 for one that the caller may not see now.
    if (search.after !== null && isGlanceError(error, 'badRequest', 'forbidden')) throw createCursorError();
    throw error;
  });
  if (found === 'moved') throw createCursorError(MOVED);
  if (found === 'tooMany') throw new InputError([{ path: ['orderBy', 'field'], message: TOO_MANY }]);
  return found;
}
