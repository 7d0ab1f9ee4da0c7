import { useId, useState, type RefObject } from 'react';
import type { NamedMembershipFragment } from '../../generated/graphql.ts';
import { countOf } from '../../ui/format.ts';
import { useSelection } from '../../ui/useSelection.ts';
import { filterMembers, NO_FILTER } from './memberFilter.ts';
import { MemberFilterBar } from './MemberFilterBar.tsx';
import { MembersTable } from './MembersTable.tsx';
import { RemoveControl } from './RemoveControl.tsx';
import { useRemovals } from './useRemovals.ts';
import './members.css';

interface MembersProps {
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
  /** Null until the memberships are read. */
  readonly members: readonly NamedMembershipFragment[] | null;
  /** Why nobody can be removed; null when it is possible. */
  readonly refusal: string | null;
  readonly onRefresh: () => void;
}

/** The projects with access: to search, to filter, and to remove, one or many. */
export function Members({ headingRef, members, refusal, onRefresh }: MembersProps) {
  const id = useId();
  const [filter, setFilter] = useState(NO_FILTER);
  const shown = filterMembers(members ?? [], filter);
  const selection = useSelection(shown);
  const removals = useRemovals(() => headingRef.current?.focus());
  const { selected } = selection;
  const refusalId = refusal === null ? undefined : `${id}-refusal`;
  const hasMembers = members !== null && members.length > 0;
  return (
    <section className="members">
      <h3 ref={headingRef} tabIndex={-1}>
        {members === null ? 'Projects with access' : `${countOf(members.length, 'project')} with access`}
      </h3>
      <output className="members-message">{removals.report}</output>
      {members?.length === 0 && <p className="empty">Nobody else has access.</p>}
      {hasMembers && (
        <>
          <MemberFilterBar filter={filter} shown={shown.length} total={members.length} onChange={setFilter} />
          {refusal !== null && (
            <p id={refusalId} className="hint">
              You cannot remove anybody. {refusal}
            </p>
          )}
          <MembersTable
            members={shown}
            selection={selection}
            removals={removals}
            refusalId={refusalId}
            onRefresh={onRefresh}
          />
          {shown.length === 0 && <p className="empty">No project matches.</p>}
        </>
      )}
      {selected.length > 0 && (
        <div className="members-bulk">
          <span>{countOf(selected.length, 'project')} selected</span>
          <RemoveControl
            name={countOf(selected.length, 'project')}
            label={`Remove ${countOf(selected.length, 'selected project')}`}
            isBusy={selected.some(({ memberId }) => removals.states.get(memberId)?.phase === 'sending')}
            refusalId={refusalId}
            onRemove={() => void removals.remove(selected)}
          />
        </div>
      )}
    </section>
  );
}
