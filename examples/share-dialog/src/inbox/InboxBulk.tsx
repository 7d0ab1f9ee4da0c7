import { countOf } from '../ui/format.ts';
import { SelectAll } from '../ui/SelectAll.tsx';
import type { useSelection } from '../ui/useSelection.ts';
import { DecisionButtons } from './DecisionButtons.tsx';
import type { Decision, InboxImage } from './inboxImage.ts';

interface InboxBulkProps {
  /** At least two images that the user may decide about. */
  readonly images: readonly InboxImage[];
  readonly selection: ReturnType<typeof useSelection<InboxImage>>;
  readonly onDecide: (decisions: readonly Decision[]) => void;
}

/** Decides about all selected images at once. */
export function InboxBulk({ images, selection, onDecide }: InboxBulkProps) {
  const { selected } = selection;
  return (
    <div className="inbox-bulk">
      <label className="inbox-select-all">
        <SelectAll
          label="Select all images"
          selected={selected.length}
          total={images.length}
          onChange={(isSelected) => selection.select(images, isSelected)}
        />
        {selected.length === 0 ? 'Select all' : `${countOf(selected.length, 'image')} selected`}
      </label>
      {selected.length > 0 && (
        <DecisionButtons
          name={countOf(selected.length, 'selected image')}
          status={null}
          refusal={null}
          onDecide={(status) => onDecide(selected.map((image) => ({ image, status })))}
        />
      )}
    </div>
  );
}
