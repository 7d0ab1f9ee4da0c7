import { useApolloClient } from '@apollo/client/react';
import { isImageServiceError, MemberStatusDocument } from '@glance-graphql/client';
import { evictImageMember } from '@glance-graphql/client/apollo';
import { useState } from 'react';
import { toTaskFailure, type TaskFailure } from '../failure/taskFailure.ts';
import { RemoveShareDocument, type MembershipFragment } from '../generated/graphql.ts';

type RemovalState =
  { readonly phase: 'idle' | 'sending' } | { readonly phase: 'failed'; readonly failure: TaskFailure };

interface Removal {
  readonly state: RemovalState;
  readonly remove: () => void;
  /** Reads whether the project still has access after an unknown outcome. */
  readonly check: () => void;
  readonly reset: () => void;
}

/** @param onRemoved called after the removal; the row disappears then */
export function useRemoval({ id, imageId, memberId }: MembershipFragment, onRemoved: () => void): Removal {
  const client = useApolloClient();
  const [state, setState] = useState<RemovalState>({ phase: 'idle' });

  function settle(work: Promise<TaskFailure | null>): void {
    setState({ phase: 'sending' });
    work
      .catch((error: unknown) => toTaskFailure(error))
      .then((failure) => {
        if (failure) return setState({ phase: 'failed', failure });
        evictImageMember(client.cache, id);
        onRemoved();
      });
  }

  async function send(): Promise<TaskFailure | null> {
    const variables = { input: { imageId, memberId } };
    const { data } = await client.mutate({ mutation: RemoveShareDocument, variables });
    const result = data?.removeImageMember;
    return result && isImageServiceError(result) ? { kind: 'typed', error: result } : null;
  }

  async function read(): Promise<TaskFailure | null> {
    const variables = { imageId, memberId };
    const { data } = await client.query({ query: MemberStatusDocument, variables, fetchPolicy: 'network-only' });
    return data?.imageMember ? { kind: 'notDone' } : null;
  }

  return {
    state,
    remove: () => settle(send()),
    check: () => settle(read()),
    reset: () => setState({ phase: 'idle' }),
  };
}
