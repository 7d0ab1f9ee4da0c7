import { useCountdown } from './useCountdown.ts';

interface RetryButtonProps {
  readonly label: string;
  readonly afterSeconds: number;
  readonly onRetry: () => void;
}

/** Can have the focus while it waits, so that a keyboard user does not lose their place. */
export function RetryButton({ label, afterSeconds, onRetry }: RetryButtonProps) {
  const left = useCountdown(afterSeconds);
  return (
    <button
      type="button"
      className="button button-small"
      aria-disabled={left > 0}
      onClick={() => {
        if (left === 0) onRetry();
      }}
    >
      {left > 0 ? `${label} in ${left} s` : label}
    </button>
  );
}
