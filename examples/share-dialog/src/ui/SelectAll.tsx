interface SelectAllProps {
  readonly label: string;
  readonly selected: number;
  readonly total: number;
  readonly isDisabled?: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

/** A check box for all rows of a list, which is mixed while some of them are selected. */
export function SelectAll({ label, selected, total, isDisabled = false, onChange }: SelectAllProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      disabled={isDisabled}
      checked={total > 0 && selected === total}
      ref={(box) => {
        if (box) box.indeterminate = selected > 0 && selected < total;
      }}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
