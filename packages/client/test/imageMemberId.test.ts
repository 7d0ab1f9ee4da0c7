import { describe, expect, it } from 'vitest';
import { toImageMemberId } from '../../../src/graphql/imageMember/imageMemberId.ts';
import { imageMemberId } from '../src/index.ts';

const IMAGE = 'd164b5df-1bc3-4c3f-893e-3e471fd16e64';

describe('imageMemberId', () => {
  it.each([
    '8989447062e04a818baf9e073fd04fa7',
    'a',
    'ab',
    'abc',
    'project-1',
    'Zoë',
    '日本',
    '👍',
    '>>>???',
    '~~~',
    '',
    ':',
  ])('is what the gateway answers with for %j', (memberId) => {
    const key = { imageId: IMAGE, memberId };
    expect(imageMemberId(key)).toBe(toImageMemberId(key));
    expect(imageMemberId(key)).toMatch(/^[\w-]+$/);
  });
});
