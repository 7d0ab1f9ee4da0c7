import { useApolloClient } from '@apollo/client/react';
import { isImageServiceError, type ImageVisibility } from '@glance-graphql/client';
import { useState } from 'react';
import { toTaskFailure, type TaskFailure } from '../../failure/taskFailure.ts';
import { SetVisibilityDocument, type SetVisibilityMutation } from '../../generated/graphql.ts';

export type VisibilityChange = Extract<
  NonNullable<SetVisibilityMutation['setImageVisibility']>,
  { __typename: 'SetImageVisibilitySuccess' }
>;

type ChangeState =
  | { readonly phase: 'idle' | 'sending' }
  | { readonly phase: 'done'; readonly change: VisibilityChange }
  | { readonly phase: 'failed'; readonly visibility: ImageVisibility; readonly failure: TaskFailure };

interface VisibilityChanges {
  readonly state: ChangeState;
  /** @returns whether the image has the visibility now */
  change(visibility: ImageVisibility): Promise<boolean>;
  reset(): void;
}

export function useVisibilityChange(imageId: string): VisibilityChanges {
  const client = useApolloClient();
  const [state, setState] = useState<ChangeState>({ phase: 'idle' });

  async function send(visibility: ImageVisibility): Promise<ChangeState> {
    try {
      const variables = { input: { imageId, visibility } };
      const { data } = await client.mutate({ mutation: SetVisibilityDocument, variables });
      const result = data?.setImageVisibility;
      if (!result) return { phase: 'idle' };
      if (!isImageServiceError(result)) return { phase: 'done', change: result };
      return { phase: 'failed', visibility, failure: { kind: 'typed', error: result } };
    } catch (error) {
      return { phase: 'failed', visibility, failure: toTaskFailure(error) };
    }
  }

  return {
    state,
    reset: () => setState({ phase: 'idle' }),
    async change(visibility) {
      setState({ phase: 'sending' });
      const next = await send(visibility);
      setState(next);
      return next.phase === 'done';
    },
  };
}
