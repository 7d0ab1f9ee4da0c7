import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const PAGE = readFileSync(new URL('docs/architecture.md', ROOT), 'utf8');

/** The changes that the page has to have a recipe for. */
const RECIPES = [
  'A new upstream status',
  'A new typed error',
  'A field',
  'A variable',
  'A mutation',
  'A second upstream service',
  'A metric',
  'A subscription event',
  'An example in the playground',
  'A call to the embedded Keystone',
  'A trigger',
  'Another HTTP client',
  'A header',
];

const [, recipes = ''] = PAGE.split('\n## Recipes\n');
const sections = recipes.split(/^### /m).slice(1);

describe('docs/architecture.md', () => {
  it('has a recipe for each usual change', () => {
    expect(sections.map((section) => section.split('\n')[0])).toEqual(RECIPES);
  });

  it.each(sections.map((section) => [section.split('\n')[0], section]))(
    'has at most eight steps in the recipe "%s", which names files of the tree',
    (_title, section) => {
      expect(section.match(/^(\d\.|-) /gm)?.length ?? 0).toBeLessThanOrEqual(8);
      expect(readPaths(section).length).toBeGreaterThan(0);
    },
  );

  it('names only files and folders that exist', () => {
    expect(readPaths(PAGE).filter((path) => !existsSync(fileURLToPath(new URL(path, ROOT))))).toEqual([]);
  });

  it('has every folder of src on its map', () => {
    const [, map = ''] = PAGE.split('\n## The map\n');
    const folders = readdirSync(new URL('src/', ROOT), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const missing = folders.filter(({ name }) => name !== 'generated' && !map.includes(`src/${name}/`));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('says truly that src/graphql takes at most fourteen names from the door', () => {
    const files = readdirSync(new URL('src/graphql/', ROOT), { recursive: true, encoding: 'utf8' });
    const names = files
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(`src/graphql/${name}`, ROOT), 'utf8'))
      .flatMap((text) => [...text.matchAll(/import (?:type )?\{([^}]*)\} from '[./]*glance\/glance\.ts'/g)])
      .flatMap(([, list = '']) => list.split(','))
      .map((name) => name.trim().replace(/^type /, ''));
    expect(new Set(names.filter((name) => name !== '')).size).toBeLessThanOrEqual(14);
  });

  it('names only exports of the code where a recipe says what to change', () => {
    const names = [...recipes.matchAll(/`([A-Za-z]+(?:_[A-Z]+)*)`/g)].map(([, name = '']) => name);
    const code = readPaths(PAGE)
      .filter((path) => /\.(ts|graphql)$/.test(path))
      .map((path) => readFileSync(new URL(path, ROOT), 'utf8'))
      .join('\n');
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  });
});

function readPaths(text: string): string[] {
  const paths = text.matchAll(
    /\b((?:src|schema|test|packages|scripts|docs)\/[\w./-]*\w\/?|\.oxlintrc\.json|\.env\.example)/g,
  );
  return [...paths].map(([, path = '']) => path);
}
