import { useId, type ComponentProps } from 'react';

interface PermittedButtonProps extends ComponentProps<'button'> {
  /** Why the user may not do it, which is shown beside the button; null when the user may. */
  readonly refusal: string | null;
}

/**
 * A button that says why it cannot be used instead of failing when it is used. It stays focusable, so that keyboard
 * and screen reader users find the reason.
 */
export function PermittedButton({ refusal, onClick, className = 'button', ...others }: PermittedButtonProps) {
  const id = useId();
  if (refusal === null) return <button type="button" className={className} onClick={onClick} {...others} />;
  return (
    <span className="permitted">
      <button {...others} type="button" className={className} aria-disabled aria-describedby={id} />
      <span id={id} className="hint">
        {refusal}
      </span>
    </span>
  );
}
