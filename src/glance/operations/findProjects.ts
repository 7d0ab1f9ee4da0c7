import type { IdentitySources } from '../keystone/identitySources.ts';
import type { NamedProject } from '../keystone/wire/projects.ts';
import { ignoreFailure } from './ignoreFailure.ts';
import { mapConcurrently } from './mapConcurrently.ts';

const CONCURRENT_LOOK_UPS = 4;
/** For more projects than these, one list of all projects is read instead. */
const MAX_SINGLE_LOOK_UPS = 8;

/**
 * For each ID: the project, or null where nobody tells the caller about it. Asks in this order: the caller's own
 * projects, its rights at Keystone, the operator's directory. A source that fails is left out, because names decorate a
 * list that is there without them.
 */
export async function findProjects(
  sources: IdentitySources,
  ids: readonly string[],
): Promise<readonly (NamedProject | null)[]> {
  const found = new Map<string, NamedProject>();
  const take = (project: NamedProject | null): void => void (project && found.set(project.id, project));
  const open = (): string[] => [...new Set(ids)].filter((id) => !found.has(id));

  take(sources.knownToken?.project ?? null);
  if (open().length > 0) await orNothing(async () => (await sources.listOwn()).forEach(take));
  await orNothing(() => askRights(sources, open(), take));
  const { directory, caller } = sources;
  if (directory) {
    await mapConcurrently(
      open(),
      CONCURRENT_LOOK_UPS,
      (id) => orNothing(async () => take(await directory.findById(id))),
      caller,
    ).catch(ignoreFailure);
  }
  return ids.map((id) => found.get(id) ?? null);
}

async function askRights(
  { rights, caller }: IdentitySources,
  ids: readonly string[],
  take: (project: NamedProject | null) => void,
): Promise<void> {
  if (ids.length > MAX_SINGLE_LOOK_UPS) {
    const list = await rights.list(null);
    const wanted = new Set(ids);
    for (const project of list?.projects ?? []) if (wanted.has(project.id)) take(project);
    if (list === null || list.isComplete) return;
  }
  const [first, ...others] = ids;
  if (first === undefined) return;
  // The first look-up shows whether the caller may look.
  take(await rights.findById(first));
  if (rights.isRefused) return;
  await mapConcurrently(others, CONCURRENT_LOOK_UPS, async (id) => take(await rights.findById(id)), caller);
}

async function orNothing(act: () => Promise<void>): Promise<void> {
  await act().catch(ignoreFailure);
}
