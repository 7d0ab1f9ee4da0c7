import { describe, expect, it } from 'vitest';
import { consequenceOf } from '../src/sharing/visibility/consequenceOf.ts';
import { refusalToShare } from '../src/sharing/refusalToShare.ts';
import { describeAccess } from '../src/ui/describeAccess.ts';

describe('the tag that tells who has access', () => {
  it.each([
    ['SHARED', 3, '3 projects'],
    ['SHARED', 1, '1 project'],
    ['SHARED', 0, 'nobody yet'],
    ['SHARED', null, 'shared'],
    ['PRIVATE', 0, 'only you'],
    ['COMMUNITY', 0, 'everybody'],
    ['PUBLIC', 0, 'everybody'],
    [null, null, 'unknown'],
  ] as const)('an image of visibility %s with %s members is for: %s', (visibility, members, text) => {
    expect(describeAccess(visibility, members).text).toBe(text);
  });
});

describe('the consequence of another visibility', () => {
  it.each([
    ['SHARED', 'PRIVATE', 3, '3 projects lose access now; their memberships stay.'],
    ['SHARED', 'PRIVATE', 1, '1 project loses access now; its membership stays.'],
    ['SHARED', 'PRIVATE', 0, 'Only your project can use the image then.'],
    ['PRIVATE', 'SHARED', 0, 'Projects that had access before get it back.'],
    ['PUBLIC', 'PRIVATE', 0, 'Every other project loses access now.'],
    ['COMMUNITY', 'SHARED', 0, 'Every project loses access now, except those that the image was shared with before.'],
  ] as const)('from %s to %s with %i members', (from, to, members, text) => {
    expect(consequenceOf(from, to, members)).toBe(text);
  });
});

describe('the button to share', () => {
  const allowed = { __typename: 'ImagePermission', allowed: true, reason: null } as const;
  const refused = { __typename: 'ImagePermission', allowed: false, reason: 'POLICY' } as const;
  const notShared = { __typename: 'ImagePermission', allowed: false, reason: 'IMAGE_NOT_SHARED' } as const;
  const mine = {
    __typename: 'ImagePermissions',
    share: allowed,
    removeMembers: allowed,
    changeVisibility: allowed,
    decide: allowed,
  } as const;

  it.each([
    ['a shared image', 'SHARED', mine, null],
    [
      'a shared image of a reader',
      'SHARED',
      { ...mine, share: refused },
      'Your role in this project does not allow it.',
    ],
    ['a private image that can be made shareable', 'PRIVATE', { ...mine, share: notShared }, null],
    [
      'a private image of a reader',
      'PRIVATE',
      { ...mine, share: refused, changeVisibility: refused },
      'Your role in this project does not allow it.',
    ],
    ['a public image', 'PUBLIC', mine, 'Everybody can use this image already, so it has no members.'],
    ['an image whose permissions nobody knows', 'SHARED', null, null],
  ] as const)('of %s', (_case, visibility, permissions, refusal) => {
    expect(refusalToShare(visibility, permissions)).toBe(refusal);
  });
});
