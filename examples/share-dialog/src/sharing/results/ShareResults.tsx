import { countOf } from '../../ui/format.ts';
import { ShareResult, type ShareResultHandlers } from './ShareResult.tsx';
import type { ShareOutcome, ShareRow } from './shareOutcome.ts';
import './results.css';

interface ShareResultsProps {
  readonly rows: readonly ShareRow[];
  readonly imageId: string;
  /** Finds the name of a project by its ID, where it is known. */
  readonly nameOfMember: (memberId: string) => string;
  readonly handlers: ShareResultHandlers;
}

/** The outcome for each project, in the order of the input. */
export function ShareResults({ rows, imageId, nameOfMember, handlers }: ShareResultsProps) {
  return (
    <section className={rows.length > 0 ? 'share-results' : ''} aria-label="Results">
      <output className="share-summary">
        {rows.length > 0 && [toSummary(rows), ...toRevived(rows, nameOfMember)].join('. ')}
      </output>
      <ul>
        {rows.map((row) => (
          <ShareResult key={row.recipient.key} row={row} imageId={imageId} handlers={handlers} />
        ))}
      </ul>
    </section>
  );
}

function toSummary(rows: readonly ShareRow[]): string {
  const count = (state: ShareRow['outcome']['state']): number =>
    rows.filter(({ outcome }) => outcome.state === state).length;
  const left = count('sending');
  if (left > 0) return `Sharing: ${rows.length - left} of ${countOf(rows.length, 'project')} done`;
  const already = rows.filter(({ outcome }) => isSharedAlready(outcome)).length;
  const failed = count('failed') - already;
  return [
    `Shared with ${countOf(count('shared'), 'project')}`,
    ...(already > 0 ? [`${already} had access already`] : []),
    ...(failed > 0 ? [`${failed} to look at`] : []),
  ].join(', ');
}

/** What the change of the visibility has done besides. */
function toRevived(rows: readonly ShareRow[], nameOfMember: (memberId: string) => string): readonly string[] {
  const shares = rows.flatMap(({ outcome }) => (outcome.state === 'shared' && outcome.share ? [outcome.share] : []));
  if (!shares.some(({ visibilityChanged }) => visibilityChanged)) return [];
  const named = new Set(shares.map(({ member }) => member.memberId));
  const revived = shares
    .flatMap(({ affectedMembers }) => affectedMembers)
    .filter(({ memberId }) => !named.has(memberId))
    .map(({ memberId }) => nameOfMember(memberId));
  return ['The image is shareable now', ...(revived.length > 0 ? [`Got access back: ${revived.join(', ')}`] : [])];
}

function isSharedAlready(outcome: ShareOutcome): boolean {
  return (
    outcome.state === 'failed' &&
    outcome.failure.kind === 'typed' &&
    outcome.failure.error.__typename === 'ImageMemberExistsError'
  );
}
