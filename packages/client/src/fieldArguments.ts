/**
 * Reads the arguments from the name of a field in Apollo Client's cache: `members({"status":"PENDING"})`,
 * `images:{...}`.
 */
export function fieldArguments(storeFieldName: string): Readonly<Record<string, unknown>> {
  const json = /\{.*\}/s.exec(storeFieldName)?.[0];
  const parsed: unknown = json === undefined ? {} : JSON.parse(json);
  return typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {};
}
