import { useApolloClient } from '@apollo/client/react';
import { MemberStatusDocument } from '@glance-graphql/client';
import { useReducer } from 'react';
import { toTaskFailure } from '../../failure/taskFailure.ts';
import type { Recipient } from '../recipients/recipient.ts';
import { BATCH_SIZE, shareImage, type SharedImage } from './shareImage.ts';
import { reduceShareRows, type ShareOutcome, type ShareRow } from './shareOutcome.ts';

interface Sharing {
  readonly rows: readonly ShareRow[];
  /** Makes one call after the other, each with as many projects as the gateway accepts. */
  share(recipients: readonly Recipient[], options: Pick<SharedImage, 'makeShareable'>): Promise<void>;
  /** Reads whether a project has access after an unknown outcome. */
  check(recipient: Recipient): Promise<void>;
  dismiss(recipient: Recipient): void;
}

export function useShare(imageId: string): Sharing {
  const client = useApolloClient();
  const [rows, dispatch] = useReducer(reduceShareRows, []);
  const settle = (recipients: readonly Recipient[], outcome: ShareOutcome): void =>
    dispatch({ type: 'settled', recipients, outcome });

  async function share(
    recipients: readonly Recipient[],
    { makeShareable }: Pick<SharedImage, 'makeShareable'>,
  ): Promise<void> {
    settle(recipients, { state: 'sending' });
    for (let start = 0; start < recipients.length; start += BATCH_SIZE) {
      const batch = recipients.slice(start, start + BATCH_SIZE);
      const outcomes = await shareImage(client, { imageId, makeShareable }, batch);
      outcomes.forEach((outcome, index) => settle(batch.slice(index, index + 1), outcome));
    }
  }

  async function check(recipient: Recipient): Promise<void> {
    // Only an ID can be read; after the loss of a response to a name, sharing again is safe and says what is true.
    if (!('memberId' in recipient.target)) return share([recipient], { makeShareable: false });
    settle([recipient], { state: 'sending' });
    try {
      const variables = { imageId, memberId: recipient.target.memberId };
      const { data } = await client.query({ query: MemberStatusDocument, variables, fetchPolicy: 'network-only' });
      const outcome: ShareOutcome = data?.imageMember
        ? { state: 'shared', share: null }
        : { state: 'failed', failure: { kind: 'notDone' } };
      settle([recipient], outcome);
    } catch (error) {
      settle([recipient], { state: 'failed', failure: toTaskFailure(error) });
    }
  }

  return { rows, share, check, dismiss: (recipient) => dispatch({ type: 'dismissed', recipient }) };
}
