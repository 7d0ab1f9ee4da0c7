export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="var(--accent)" />
      <rect x="7" y="7" width="13" height="13" rx="4" fill="none" stroke="var(--on-accent)" strokeWidth="2.5" />
      <rect x="13" y="13" width="12" height="12" rx="4" fill="var(--on-accent)" />
    </svg>
  );
}
