import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { toTaskFailure, type TaskFailure } from '../failure/taskFailure.ts';
import type { Decision, DecisionFailure } from './inboxImage.ts';
import { BATCH_SIZE, readDecision, sendDecisions } from './sendDecisions.ts';

interface Decisions {
  /** The last decisions, without those that failed. */
  readonly last: readonly Decision[];
  /** Failures by the ID of the image. */
  readonly failures: ReadonlyMap<string, DecisionFailure>;
  readonly decide: (decisions: readonly Decision[]) => void;
  /** Reads the stored decision after an unknown outcome. */
  readonly check: (decision: Decision) => void;
  readonly forget: (imageId: string) => void;
}

/** Shows decisions at once. When a decision was not stored, the image returns to the inbox with the failure. */
export function useDecisions(projectId: string): Decisions {
  const client = useApolloClient();
  const [last, setLast] = useState<readonly Decision[]>([]);
  const [failures, setFailures] = useState<ReadonlyMap<string, DecisionFailure>>(new Map());

  function forget(...imageIds: readonly string[]): void {
    setFailures((before) => new Map([...before].filter(([id]) => !imageIds.includes(id))));
  }

  async function settle(given: readonly Decision[], work: Promise<readonly (TaskFailure | null)[]>): Promise<void> {
    const results = await work;
    const failed = given.flatMap((decision, index) => {
      const failure = results[index];
      return failure ? [{ ...decision, failure }] : [];
    });
    if (failed.length === 0) return;
    const failedIds = new Set(failed.map(({ image }) => image.id));
    setLast((before) => before.filter((decision) => !given.includes(decision) || !failedIds.has(decision.image.id)));
    setFailures((before) => new Map([...before, ...failed.map((failure) => [failure.image.id, failure] as const)]));
  }

  async function decide(given: readonly Decision[]): Promise<void> {
    forget(...given.map(({ image }) => image.id));
    setLast(given);
    for (let start = 0; start < given.length; start += BATCH_SIZE) {
      const batch = given.slice(start, start + BATCH_SIZE);
      await settle(batch, sendDecisions(client, projectId, batch));
    }
  }

  async function check(decision: Decision): Promise<void> {
    forget(decision.image.id);
    setLast([decision]);
    const read = readDecision(client, projectId, decision).catch((error: unknown) => toTaskFailure(error));
    await settle(
      [decision],
      read.then((failure) => [failure]),
    );
  }

  return {
    last,
    failures,
    forget,
    decide: (given) => void decide(given),
    check: (decision) => void check(decision),
  };
}
