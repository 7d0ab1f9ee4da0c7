import { useState, type RefObject } from 'react';
import type { MembershipFragment } from '../generated/graphql.ts';
import { countOf } from '../ui/format.ts';
import { MemberRow } from './MemberRow.tsx';

interface MembersTableProps {
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
  readonly imageId: string;
  /** Null until the memberships are read. */
  readonly members: readonly MembershipFragment[] | null;
  readonly onRefresh: () => void;
}

/** The projects with access, each with a button that removes it. */
export function MembersTable({ headingRef, imageId, members, onRefresh }: MembersTableProps) {
  const [message, setMessage] = useState('');
  return (
    <section className="members">
      <h3 ref={headingRef} tabIndex={-1}>
        {members === null ? 'Projects with access' : `${countOf(members.length, 'project')} with access`}
      </h3>
      <output className="members-message">{message}</output>
      {members?.length === 0 && <p className="empty">Nobody else has access.</p>}
      {members !== null && members.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Project</th>
              <th scope="col">Answer</th>
              <th scope="col">Since</th>
              <th scope="col">
                <span className="visually-hidden">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <MemberRow
                key={member.id}
                imageId={imageId}
                member={member}
                onRefresh={onRefresh}
                onRemoved={() => {
                  setMessage(`Removed the access of ${member.memberId}.`);
                  headingRef.current?.focus();
                }}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
