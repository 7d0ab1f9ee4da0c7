import type { Share } from './shareOutcome.ts';

interface SharedNoteProps {
  readonly label: string;
  readonly share: Share | null;
}

/** Says that the image is shared, with whom exactly, and what nobody could verify. */
export function SharedNote({ label, share }: SharedNoteProps) {
  const id = share?.member.memberId;
  const name = share?.member.memberName;
  const others = [name, id].filter((text) => text && text !== label);
  return (
    <>
      <p className="share-state share-done">Shared</p>
      {others.length > 0 && <p className="share-detail">{others.join(' · ')}</p>}
      {share?.verification === 'NOT_VERIFIABLE' && (
        <p className="share-detail">
          Nobody could tell whether there is a project with this ID. Make sure it is right.
        </p>
      )}
    </>
  );
}
