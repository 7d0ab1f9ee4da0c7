import { formatBytes, formatDay } from '../ui/format.ts';
import { VisibilityBadge } from '../ui/VisibilityBadge.tsx';
import { nameOf, type OwnImage } from './ownImage.ts';

interface ImageRowProps {
  readonly image: OwnImage;
  readonly onShare: () => void;
}

export function ImageRow({ image, onShare }: ImageRowProps) {
  const { sizeBytes = null, status, visibility, createdAt } = image;
  const facts = [
    sizeBytes === null ? 'no data yet' : formatBytes(sizeBytes),
    ...(status === 'ACTIVE' ? [] : [status.toLowerCase().replaceAll('_', ' ')]),
    `since ${formatDay(createdAt)}`,
  ];
  return (
    <li className="image-row">
      <div className="image-text">
        <p className="image-name">
          {nameOf(image)} <VisibilityBadge visibility={visibility} />
        </p>
        <p className="image-facts">{facts.join(' · ')}</p>
      </div>
      <button type="button" className="button" aria-haspopup="dialog" onClick={onShare}>
        Share<span className="visually-hidden"> {nameOf(image)}</span>…
      </button>
    </li>
  );
}
