import { useApolloClient } from '@apollo/client/react';
import { MemberStatusDocument } from '@glance-graphql/client';
import { useReducer } from 'react';
import { toTaskFailure } from '../failure/taskFailure.ts';
import { BATCH_SIZE, shareImage } from './shareImage.ts';
import { reduceShareRows, type ShareOutcome, type ShareRow } from './shareOutcome.ts';

interface Share {
  readonly rows: readonly ShareRow[];
  /** Makes one call after the other, each with as many projects as the gateway accepts. */
  share(projectIds: readonly string[]): Promise<void>;
  /** Reads whether a project has access after an unknown outcome. */
  check(projectId: string): Promise<void>;
  dismiss(projectId: string): void;
}

export function useShare(imageId: string): Share {
  const client = useApolloClient();
  const [rows, dispatch] = useReducer(reduceShareRows, []);
  const settle = (projectIds: readonly string[], outcome: ShareOutcome): void =>
    dispatch({ type: 'settled', projectIds, outcome });

  async function share(projectIds: readonly string[]): Promise<void> {
    settle(projectIds, { state: 'sending' });
    for (let start = 0; start < projectIds.length; start += BATCH_SIZE) {
      const batch = projectIds.slice(start, start + BATCH_SIZE);
      const outcomes = await shareImage(client, imageId, batch);
      outcomes.forEach((outcome, index) => settle(batch.slice(index, index + 1), outcome));
    }
  }

  async function check(projectId: string): Promise<void> {
    settle([projectId], { state: 'sending' });
    try {
      const variables = { imageId, memberId: projectId };
      const { data } = await client.query({ query: MemberStatusDocument, variables, fetchPolicy: 'network-only' });
      settle([projectId], data?.imageMember ? { state: 'shared' } : { state: 'failed', failure: { kind: 'notDone' } });
    } catch (error) {
      settle([projectId], { state: 'failed', failure: toTaskFailure(error) });
    }
  }

  return { rows, share, check, dismiss: (projectId) => dispatch({ type: 'dismissed', projectId }) };
}
