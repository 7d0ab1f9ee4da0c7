import { useApolloClient } from '@apollo/client/react';
import { MemberStatusDocument } from '@glance-graphql/client';
import { evictImageMember } from '@glance-graphql/client/apollo';
import { useState } from 'react';
import { toTaskFailure, type TaskFailure } from '../../failure/taskFailure.ts';
import type { NamedMembershipFragment } from '../../generated/graphql.ts';
import { BATCH_SIZE, removeMembers } from './removeMembers.ts';
import { toRemovalReport } from './toRemovalReport.ts';

export type RemovalState = { readonly phase: 'sending' } | { readonly phase: 'failed'; readonly failure: TaskFailure };

interface Removals {
  /** By the ID of the member. A member without a state is at rest. */
  readonly states: ReadonlyMap<string, RemovalState>;
  /** What was removed last, and how many were not. */
  readonly report: string;
  remove(members: readonly NamedMembershipFragment[]): Promise<void>;
  /** Reads whether the project still has access after an unknown outcome. */
  check(member: NamedMembershipFragment): Promise<void>;
  forget(member: NamedMembershipFragment): void;
}

/** @param onSettled called after each removal that took somebody's access away */
export function useRemovals(onSettled: () => void): Removals {
  const client = useApolloClient();
  const [states, setStates] = useState<ReadonlyMap<string, RemovalState>>(new Map());
  const [report, setReport] = useState('');

  function set(members: readonly NamedMembershipFragment[], toState: (index: number) => RemovalState | null): void {
    setStates((before) => {
      const after = new Map(before);
      members.forEach(({ memberId }, index) => {
        const state = toState(index);
        if (state) after.set(memberId, state);
        else after.delete(memberId);
      });
      return after;
    });
  }

  function settle(members: readonly NamedMembershipFragment[], failures: readonly (TaskFailure | null)[]): void {
    set(members, (index) => {
      const failure = failures[index];
      return failure ? { phase: 'failed', failure } : null;
    });
    setReport(toRemovalReport(members, failures));
    if (failures.includes(null)) onSettled();
  }

  async function read({ id, imageId, memberId }: NamedMembershipFragment): Promise<TaskFailure | null> {
    const variables = { imageId, memberId };
    const { data } = await client.query({ query: MemberStatusDocument, variables, fetchPolicy: 'network-only' });
    if (data?.imageMember) return { kind: 'notDone' };
    evictImageMember(client.cache, id);
    return null;
  }

  return {
    states,
    report,
    forget: (member) => set([member], () => null),
    async remove(members) {
      set(members, () => ({ phase: 'sending' }));
      const failures: (TaskFailure | null)[] = [];
      for (let start = 0; start < members.length; start += BATCH_SIZE) {
        failures.push(...(await removeMembers(client, members.slice(start, start + BATCH_SIZE))));
      }
      settle(members, failures);
    },
    async check(member) {
      set([member], () => ({ phase: 'sending' }));
      settle([member], [await read(member).catch((error: unknown) => toTaskFailure(error))]);
    },
  };
}
