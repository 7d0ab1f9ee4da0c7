import { isGlanceError, type GlanceImageMember, type Rows } from '../glance/glance.ts';

/**
 * The members of a list that was read after its image. An image that has ceased to be shared in between has no list.
 * @throws the error of a list that could not be read
 */
export function toListedMembers(
  list: Rows<GlanceImageMember> | Error | null | undefined,
): readonly GlanceImageMember[] {
  if (!(list instanceof Error)) return list?.rows ?? [];
  if (isGlanceError(list, 'forbidden')) return [];
  throw list;
}
