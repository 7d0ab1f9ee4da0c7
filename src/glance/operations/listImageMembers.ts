import { GlanceError } from '../errors.ts';
import type { GlanceImageMember } from '../wire/imageMember.ts';
import { getImageMembersPage, type ImageMembersPage, type MembersPageOptions } from '../wire/imageMembersPage.ts';
import type { Rows } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';

/** More pages than the members of any image need. */
const MAX_MEMBER_PAGES = 20;

/** All members of an image, each member once; null when the image cannot be seen. */
export async function listImageMembers(
  wire: Wire,
  imageId: string,
  options?: MembersPageOptions,
): Promise<Rows<GlanceImageMember> | null> {
  const members = await listMemberRows(wire, imageId, options);
  return members && { rows: withoutDuplicates(members.rows), leftOut: members.leftOut };
}

/** Like `listImageMembers`, but with all rows of a member that has several. */
export async function listMemberRows(
  wire: Wire,
  imageId: string,
  options?: MembersPageOptions,
): Promise<Rows<GlanceImageMember> | null> {
  const first = await getImageMembersPage(wire, imageId, null, options);
  if (first === null || first.nextMarker === null) return first;
  const rows = [...first.rows];
  const leftOut = [...first.leftOut];
  let marker: string | null = first.nextMarker;
  for (let pages = 1; marker !== null; pages += 1) {
    const page: ImageMembersPage | null =
      pages === MAX_MEMBER_PAGES ? null : await getImageMembersPage(wire, imageId, marker, options);
    // The list has no end, or repeats a page, or the image was deleted between two pages.
    if (page === null || page.nextMarker === marker) throw new GlanceError('protocol', { outcome: 'notApplied' });
    rows.push(...page.rows);
    leftOut.push(...page.leftOut);
    marker = page.nextMarker;
  }
  return { rows, leftOut };
}

/** Keeps the first row of each member, as a GET of the member does. POSTs at the same time can leave several rows. */
function withoutDuplicates(rows: readonly GlanceImageMember[]): readonly GlanceImageMember[] {
  const seen = new Set<string>();
  return rows.filter(({ memberId }) => !seen.has(memberId) && seen.add(memberId));
}
