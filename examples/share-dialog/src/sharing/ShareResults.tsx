import { countOf } from '../ui/format.ts';
import { ShareResult, type ShareResultHandlers } from './ShareResult.tsx';
import type { ShareOutcome, ShareRow } from './shareOutcome.ts';

interface ShareResultsProps extends ShareResultHandlers {
  readonly rows: readonly ShareRow[];
  readonly imageId: string;
}

/** The outcome for each project, in the order of the input. */
export function ShareResults({ rows, imageId, ...handlers }: ShareResultsProps) {
  return (
    <section className={rows.length > 0 ? 'share-results' : ''} aria-label="Results">
      <output className="share-summary">{rows.length > 0 && toSummary(rows)}</output>
      <ul>
        {rows.map((row) => (
          <ShareResult key={row.projectId} row={row} imageId={imageId} handlers={handlers} />
        ))}
      </ul>
    </section>
  );
}

function toSummary(rows: readonly ShareRow[]): string {
  const count = (state: ShareRow['outcome']['state']): number =>
    rows.filter(({ outcome }) => outcome.state === state).length;
  const left = count('sending');
  if (left > 0) return `Sharing: ${rows.length - left} of ${countOf(rows.length, 'project')} done.`;
  const already = rows.filter(({ outcome }) => isSharedAlready(outcome)).length;
  const failed = count('failed') - already;
  return [
    `Shared with ${countOf(count('shared'), 'project')}`,
    ...(already > 0 ? [`${already} had access already`] : []),
    ...(failed > 0 ? [`${failed} to look at`] : []),
  ].join(', ');
}

function isSharedAlready(outcome: ShareOutcome): boolean {
  return (
    outcome.state === 'failed' &&
    outcome.failure.kind === 'typed' &&
    outcome.failure.error.__typename === 'ImageMemberExistsError'
  );
}
