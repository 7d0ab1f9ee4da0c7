import { isGlanceError, type GlanceError } from '../errors.ts';
import type { GlanceImageMember, MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { addImageMembers } from './addImageMembers.ts';
import type { ShareableImage } from './makeShareable.ts';
import type { AffectedMembers } from './setImageVisibility.ts';
import { toTokenEnded } from './tokenEnded.ts';
import type { Written } from './writeMany.ts';

/** A pair to add. */
export interface NewPair extends MemberKey {
  /** Whether a private image becomes shared first. */
  readonly makeShareable: boolean;
}

/** A new membership, and what had to be done before. */
export interface AddedMember {
  readonly imageMember: GlanceImageMember;
  readonly visibilityChanged: boolean;
  /** The other members that got back their access because the visibility was changed. */
  readonly revived: AffectedMembers;
}

/** What `shareImages` does with the image service. */
export interface ShareSteps {
  /** Counts the write of one pair, whose calls add their request IDs. @throws CallLimitError for a write that must not begin */
  readonly begin: (requestIds: string[]) => Wire;
  readonly makeShareable: (wire: Wire, imageId: string) => Promise<ShareableImage>;
  readonly add: (wire: Wire, pair: MemberKey) => Promise<GlanceImageMember>;
}

const AS_IT_WAS: ShareableImage = { changed: false, revived: null };

/**
 * Shares each pair on its own, as `addImageMembers` does. An image becomes shareable once, before the first of its pairs
 * is added, where one of its pairs asks for it. Where that fails, all pairs of the image have the same error.
 * @returns what became of each pair, in the order of the pairs
 */
export async function shareImages(
  wire: Wire,
  pairs: readonly NewPair[],
  { begin, makeShareable, add }: ShareSteps,
): Promise<readonly Written<AddedMember>[]> {
  const asked = new Set(pairs.filter((pair) => pair.makeShareable).map(toImageKey));
  const images = new Map<string, Promise<ShareableImage>>();
  const outcomes = await addImageMembers(wire, pairs, async (pair, requestIds) => {
    // Each write is counted before the first one is sent: no limit may stop a pair whose image was changed for it.
    const writer = begin(requestIds);
    const key = toImageKey(pair);
    if (asked.has(key)) {
      const image = images.get(key) ?? makeShareable(writer, pair.imageId);
      images.set(key, image);
      await image;
    }
    return add(writer, pair);
  });
  const found = await Promise.all(pairs.map((pair) => images.get(toImageKey(pair))?.catch(() => AS_IT_WAS)));
  return outcomes.map(({ result, requestIds }, index) => {
    const { changed, revived } = found[index] ?? AS_IT_WAS;
    if (result instanceof Error) {
      return { result: changed && isGlanceError(result) ? tellChange(result) : result, requestIds };
    }
    const added = { imageMember: result, visibilityChanged: changed, revived: withoutMember(revived, result) };
    return { result: added, requestIds };
  });
}

const toImageKey = ({ imageId }: MemberKey): string => imageId.toLowerCase();

/** The error of an add that came after the visibility had been changed. */
function tellChange(error: GlanceError): GlanceError {
  // UNAUTHENTICATED means that nothing was changed.
  const known = error.kind === 'unauthorized' ? toTokenEnded(error).with({ outcome: 'notApplied' }) : error;
  const message = `${known.message} Before, the visibility of the image was changed to SHARED.`;
  return known.with({ message, visibilityChanged: true });
}

function withoutMember(members: AffectedMembers, { memberId }: MemberKey): AffectedMembers {
  if (members === null || members instanceof Error) return members;
  return { rows: members.rows.filter((member) => member.memberId !== memberId), leftOut: members.leftOut };
}
