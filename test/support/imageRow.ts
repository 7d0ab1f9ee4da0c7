/** An image as the image service shows it. */
export function toImageRow(id: string, name: string): Record<string, unknown> {
  const time = '2026-01-01T00:00:00Z';
  const required = { status: 'active', visibility: 'shared', protected: false, os_hidden: false };
  return { id, name, ...required, created_at: time, updated_at: time };
}
