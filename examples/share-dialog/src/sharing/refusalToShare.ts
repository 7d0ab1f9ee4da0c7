import type { ImageVisibility } from '@glance-graphql/client';
import type { PermissionsFragment } from '../generated/graphql.ts';
import { refusalOf } from '../permissions.ts';

/** Why the image must not be shared; null when it may be. A private image is made shareable in the same step. */
export function refusalToShare(
  visibility: ImageVisibility,
  permissions: PermissionsFragment | null | undefined,
): string | null {
  switch (visibility) {
    case 'SHARED':
      return refusalOf(permissions?.share);
    case 'PRIVATE':
      return refusalOf(permissions?.changeVisibility);
    case 'COMMUNITY':
    case 'PUBLIC':
      return 'Everybody can use this image already, so it has no members.';
  }
}
