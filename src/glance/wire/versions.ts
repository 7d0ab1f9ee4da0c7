import { decodeArray, decodeObject, decodeText } from '../decode.ts';
import type { Wire } from './wire.ts';

/** `GET /`: Glance sends 300, proxies and other image services 200. Null for a document without a version 2. */
export async function findMinorVersion(wire: Wire): Promise<number | null> {
  const ids = await wire.requestJson({ method: 'GET', path: '/', statuses: [300, 200] }, decodeVersions);
  const minors = ids.flatMap((id) => /^v2\.(\d{1,4})$/.exec(id)?.[1] ?? []).map(Number);
  return minors.length === 0 ? null : Math.max(...minors);
}

/** The ids of the versions that a version document announces, newest first. */
export function decodeVersions(body: unknown): readonly string[] {
  return decodeArray(decodeObject(body, 'body')['versions'], 'versions', (version) =>
    decodeText(decodeObject(version, 'version')['id'], 'id'),
  );
}
