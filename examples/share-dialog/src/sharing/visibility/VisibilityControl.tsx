import type { ImageVisibility } from '@glance-graphql/client';
import { useId, useRef, useState } from 'react';
import { FailureNote } from '../../failure/FailureNote.tsx';
import { consequenceOf, VISIBILITY_LABELS } from './consequenceOf.ts';
import { toReport } from './toReport.ts';
import { useVisibilityChange } from './useVisibilityChange.ts';
import './visibility.css';

interface VisibilityControlProps {
  readonly imageId: string;
  readonly visibility: ImageVisibility;
  readonly memberCount: number;
  /** Why the visibility must not be changed; null when it may be. */
  readonly refusal: string | null;
  readonly onChanged: () => void;
}

/** What an owner may choose. Making an image public is for operators. */
const OFFERED: readonly ImageVisibility[] = ['PRIVATE', 'SHARED', 'COMMUNITY'];

/** Shows who can use the image, and says the consequence before it changes that. */
export function VisibilityControl({ imageId, visibility, memberCount, refusal, onChanged }: VisibilityControlProps) {
  const id = useId();
  const select = useRef<HTMLSelectElement>(null);
  const [chosen, setChosen] = useState<ImageVisibility | null>(null);
  const { state, change, reset } = useVisibilityChange(imageId);
  const offered = OFFERED.includes(visibility) ? OFFERED : [...OFFERED, visibility];
  const wanted = chosen !== null && chosen !== visibility ? chosen : null;

  async function apply(next: ImageVisibility): Promise<void> {
    setChosen(null);
    select.current?.focus();
    if (await change(next)) onChanged();
  }
  const refresh = (): void => {
    reset();
    onChanged();
  };

  return (
    <section className="visibility" aria-label="Visibility">
      <label htmlFor={id}>Who can use this image</label>
      <select
        ref={select}
        id={id}
        aria-describedby={`${id}-note`}
        disabled={refusal !== null}
        value={wanted ?? visibility}
        onChange={(event) => {
          reset();
          setChosen(offered.find((value) => value === event.target.value) ?? null);
        }}
      >
        {offered.map((value) => (
          <option key={value} value={value}>
            {VISIBILITY_LABELS[value]}
          </option>
        ))}
      </select>
      <output id={`${id}-note`} className={wanted === null ? 'hint' : 'notice'}>
        {wanted !== null && consequenceOf(visibility, wanted, memberCount)}
        {wanted === null && state.phase === 'sending' && 'Changing…'}
        {wanted === null && state.phase === 'done' && toReport(state.change)}
        {wanted === null && refusal}
      </output>
      {wanted !== null && (
        <p className="visibility-actions">
          <button type="button" className="button button-small button-danger" onClick={() => void apply(wanted)}>
            Make it {wanted.toLowerCase()}
          </button>
          <button
            type="button"
            className="button button-small"
            onClick={() => {
              setChosen(null);
              select.current?.focus();
            }}
          >
            Keep it {visibility.toLowerCase()}
          </button>
        </p>
      )}
      {state.phase === 'failed' && (
        <div role="alert">
          <FailureNote
            failure={state.failure}
            attempt={{ task: 'visibility', imageId }}
            handlers={{
              onRetry: () => void apply(state.visibility),
              onCheck: refresh,
              onEdit: refresh,
              onShowMembers: refresh,
              onRefresh: refresh,
            }}
          />
        </div>
      )}
    </section>
  );
}
