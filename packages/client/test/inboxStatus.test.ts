import { describe, expect, it } from 'vitest';
import { inboxStatuses } from '../src/inboxStatus.ts';

describe('inboxStatuses', () => {
  it.each([
    [{ sharedWith: { projectId: 'beta' } }, ['PENDING']],
    [{ sharedWith: { projectId: 'beta', status: null } }, ['PENDING']],
    [{ sharedWith: { projectId: 'beta', status: 'ACCEPTED' } }, ['ACCEPTED']],
    [{ sharedWith: { projectId: 'beta', status: 'ACCEPTED', statuses: null } }, ['ACCEPTED']],
    [
      { sharedWith: { projectId: 'beta', status: 'ACCEPTED', statuses: ['PENDING', 'REJECTED'] } },
      ['PENDING', 'REJECTED'],
    ],
    [{ sharedWith: { projectId: 'beta', statuses: 'REJECTED' } }, ['REJECTED']],
    [{ sharedWith: { statuses: ['ACCEPTED'] } }, ['ACCEPTED']],
    [{ sharedWith: { projectId: null } }, ['PENDING']],
    [{ sharedWith: {} }, ['PENDING']],
    [{ sharedWith: { projectId: 'gamma', status: 'ACCEPTED' } }, undefined],
    [{ sharedWith: null }, undefined],
    [{}, undefined],
    [null, undefined],
  ])('of the filter %j are %j for the project beta', (filter, statuses) => {
    expect(inboxStatuses(filter, 'beta')).toEqual(statuses);
  });
});
