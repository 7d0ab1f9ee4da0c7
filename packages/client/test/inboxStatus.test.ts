import { describe, expect, it } from 'vitest';
import { inboxStatus } from '../src/inboxStatus.ts';

describe('inboxStatus', () => {
  it.each([
    [{ sharedWith: { projectId: 'beta' } }, 'PENDING'],
    [{ sharedWith: { projectId: 'beta', status: null } }, 'PENDING'],
    [{ sharedWith: { projectId: 'beta', status: 'ACCEPTED' } }, 'ACCEPTED'],
    [{ sharedWith: { projectId: 'gamma', status: 'ACCEPTED' } }, undefined],
    [{ sharedWith: null }, undefined],
    [{}, undefined],
    [null, undefined],
  ])('of the filter %j is %j for the project beta', (filter, status) => {
    expect(inboxStatus(filter, 'beta')).toBe(status);
  });
});
