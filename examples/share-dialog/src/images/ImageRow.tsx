import { refusalToShare } from '../sharing/refusalToShare.ts';
import { AccessTag } from '../ui/AccessTag.tsx';
import { formatBytes, formatDay } from '../ui/format.ts';
import { nameOf, type OwnImage } from './ownImage.ts';

interface ImageRowProps {
  readonly image: OwnImage;
  readonly onShare: () => void;
}

export function ImageRow({ image, onShare }: ImageRowProps) {
  const { sizeBytes = null, status, visibility, createdAt, members, permissions } = image;
  const facts = [
    sizeBytes === null ? 'no data yet' : formatBytes(sizeBytes),
    ...(status === 'ACTIVE' ? [] : [status.toLowerCase().replaceAll('_', ' ')]),
    `since ${formatDay(createdAt)}`,
  ];
  // The dialog is of use to everybody who may see the image; the label promises no more than the user may do there.
  const label = refusalToShare(visibility, permissions) === null ? 'Share' : 'Access';
  return (
    <li className="image-row">
      <div className="image-text">
        <p className="image-name">
          {nameOf(image)} <AccessTag visibility={visibility} memberCount={members?.length ?? null} />
        </p>
        <p className="image-facts">{facts.join(' · ')}</p>
      </div>
      <button type="button" className="button" aria-haspopup="dialog" onClick={onShare}>
        {label}
        <span className="visually-hidden"> {nameOf(image)}</span>…
      </button>
    </li>
  );
}
