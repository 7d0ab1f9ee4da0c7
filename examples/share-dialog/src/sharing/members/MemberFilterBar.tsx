import type { ImageMemberStatus } from '@glance-graphql/client';
import { useId } from 'react';
import type { MemberFilter } from './memberFilter.ts';

interface MemberFilterBarProps {
  readonly filter: MemberFilter;
  /** How many members the filter leaves. */
  readonly shown: number;
  readonly total: number;
  readonly onChange: (filter: MemberFilter) => void;
}

const STATUSES: readonly (readonly [ImageMemberStatus, string])[] = [
  ['PENDING', 'Pending'],
  ['ACCEPTED', 'Accepted'],
  ['REJECTED', 'Rejected'],
];

export function MemberFilterBar({ filter, shown, total, onChange }: MemberFilterBarProps) {
  const id = useId();
  return (
    <search className="members-filter">
      <label className="visually-hidden" htmlFor={`${id}-text`}>
        Search the projects
      </label>
      <input
        id={`${id}-text`}
        type="search"
        placeholder="Name or ID"
        spellCheck={false}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <label className="visually-hidden" htmlFor={`${id}-status`}>
        Decision
      </label>
      <select
        id={`${id}-status`}
        value={filter.status ?? ''}
        onChange={(event) => {
          const status = STATUSES.find(([value]) => value === event.target.value)?.[0] ?? null;
          onChange({ ...filter, status });
        }}
      >
        <option value="">Every decision</option>
        {STATUSES.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <output className="hint">{shown < total && `${shown} of ${total} shown`}</output>
    </search>
  );
}
