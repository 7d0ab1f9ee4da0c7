import { useApolloClient } from '@apollo/client/react';
import { isImageServiceError, MemberStatusDocument } from '@glance-graphql/client';
import { evictImageMember } from '@glance-graphql/client/apollo';
import { useState } from 'react';
import { toTaskFailure, type TaskFailure } from '../failure/taskFailure.ts';
import { RevokeShareDocument, type MembershipFragment } from '../generated/graphql.ts';

type RevokeState = { readonly phase: 'idle' | 'sending' } | { readonly phase: 'failed'; readonly failure: TaskFailure };

interface Revoke {
  readonly state: RevokeState;
  readonly revoke: () => void;
  /** Reads whether the project still has access, after an unknown outcome. */
  readonly check: () => void;
  readonly reset: () => void;
}

/** @param onRemoved called when the access is really gone; the row goes away with it */
export function useRevoke({ id, imageId, memberId }: MembershipFragment, onRemoved: () => void): Revoke {
  const client = useApolloClient();
  const [state, setState] = useState<RevokeState>({ phase: 'idle' });

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
    const { data } = await client.mutate({ mutation: RevokeShareDocument, variables });
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
    revoke: () => settle(send()),
    check: () => settle(read()),
    reset: () => setState({ phase: 'idle' }),
  };
}
