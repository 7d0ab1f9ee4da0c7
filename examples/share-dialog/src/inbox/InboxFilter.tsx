import type { ImageMemberStatus } from '@glance-graphql/client';
import { useId } from 'react';

/** What the inbox shows. Each choice is one query, also `All`. */
export const INBOX_FILTERS = {
  Pending: ['PENDING'],
  Accepted: ['ACCEPTED'],
  Rejected: ['REJECTED'],
  All: ['PENDING', 'ACCEPTED', 'REJECTED'],
} as const satisfies Record<string, readonly ImageMemberStatus[]>;

export type InboxFilterName = keyof typeof INBOX_FILTERS;

const NAMES: readonly InboxFilterName[] = ['Pending', 'Accepted', 'Rejected', 'All'];

interface InboxFilterProps {
  readonly value: InboxFilterName;
  readonly onChange: (value: InboxFilterName) => void;
}

export function InboxFilter({ value, onChange }: InboxFilterProps) {
  const id = useId();
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">Decision</legend>
      {NAMES.map((name) => (
        <label key={name} className="segment">
          <input
            type="radio"
            name={id}
            className="visually-hidden"
            checked={name === value}
            onChange={() => onChange(name)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
