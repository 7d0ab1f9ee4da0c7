import { GlanceError } from '../errors.ts';
import type { GlanceImageMember, GlanceMemberStatus } from '../wire/imageMember.ts';
import { toLeftOutError, type Rows } from '../wire/row.ts';

/** The memberships with a status. A membership whose status cannot be read is left out, and an error tells so. */
export function withStatus(
  { rows, leftOut }: Rows<GlanceImageMember>,
  wanted: GlanceMemberStatus,
): Rows<GlanceImageMember> {
  const unreadable = rows.map(({ status }) => status).filter((status) => status instanceof GlanceError);
  const [first] = unreadable;
  return {
    rows: rows.filter(({ status }) => status === wanted),
    leftOut: first ? [...leftOut, toLeftOutError(first, unreadable.length)] : leftOut,
  };
}
