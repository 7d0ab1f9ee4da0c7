import { isObject } from './seedChecks.ts';

/** Reports what occurs twice: the ID of an image or project, a token, a project's name in a domain, a member of one image. */
export function reportRepeated(seed: unknown, report: (path: string, message: string) => void): void {
  if (!isObject(seed) || !Array.isArray(seed['images']) || !isObject(seed['tokens'])) return;
  const images: readonly unknown[] = seed['images'];
  const entriesOf = (items: readonly unknown[], path: string, name: string) =>
    items.map((item, index): [string, unknown] => [`${path}[${index}].${name}`, isObject(item) ? item[name] : item]);
  const groups: (readonly [string, unknown])[][] = [
    entriesOf(images, 'images', 'id'),
    [...fieldsOf(seed, 'tokens', 'token'), ...fieldsOf(seed, 'applicationCredentials', 'token')],
    fieldsOf(seed, 'applicationCredentials', 'id'),
    fieldsOf(seed, 'users', 'id'),
    isObject(seed['projects']) ? Object.entries(seed['projects']).map(([name, id]) => [`projects.${name}`, id]) : [],
    namesInDomains(seed),
    ...images.map((image, index) => {
      const members: readonly unknown[] = isObject(image) && Array.isArray(image['members']) ? image['members'] : [];
      return entriesOf(members, `images[${index}].members`, 'project');
    }),
  ];
  for (const group of groups) {
    const seen = new Set<unknown>();
    for (const [path, value] of group) {
      if (seen.has(value)) report(path, 'occurs twice');
      seen.add(value);
    }
  }
}

/** The field of each entry that has it, with its path. */
function fieldsOf(seed: Readonly<Record<string, unknown>>, part: string, field: string): [string, unknown][] {
  const entries = isObject(seed[part]) ? Object.entries(seed[part]) : [];
  return entries.flatMap(([name, item]): [string, unknown][] =>
    isObject(item) && item[field] !== undefined ? [[`${part}.${name}.${field}`, item[field]]] : [],
  );
}

/** The name of each project together with its domain, as both must be unique. */
function namesInDomains(seed: Readonly<Record<string, unknown>>): [string, unknown][] {
  const projects = isObject(seed['projects']) ? Object.keys(seed['projects']) : [];
  const details = isObject(seed['projectNames']) ? seed['projectNames'] : {};
  return projects.map((key) => {
    const { name = key, domain = 'Default' } = isObject(details[key]) ? details[key] : {};
    return [`projectNames.${key}`, `${String(domain)} ${String(name)}`];
  });
}
