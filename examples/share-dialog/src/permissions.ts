import type { ImageForbiddenReason } from '@glance-graphql/client';
import type { PermissionFragment } from './generated/graphql.ts';

const REASONS: Readonly<Record<ImageForbiddenReason, string>> = {
  IMAGE_NOT_SHARED: 'The visibility of this image does not allow it.',
  NOT_OWNER: 'Only the project that owns the image may do this.',
  NOT_MEMBER: 'The image is not shared with your project.',
  POLICY: 'Your role in this project does not allow it.',
};

/**
 * Why a button must not be offered; null when it may be. Where the gateway cannot tell, the button is offered, and the
 * image service decides.
 */
export function refusalOf(permission: PermissionFragment | null | undefined): string | null {
  if (!permission || permission.allowed) return null;
  return permission.reason ? REASONS[permission.reason] : 'You may not do this.';
}
