import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', '.git']);
const PAGES = listPages(ROOT);

interface Link {
  readonly page: string;
  readonly target: string;
}

describe('the pages of the documentation', () => {
  it('have no relative link to a file that does not exist', () => {
    const links = PAGES.flatMap(readLinks).filter(({ target }) => !target.startsWith('#'));
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((link) => !existsSync(resolveFile(link))).map(toText)).toEqual([]);
  });

  it('have no link to a heading that does not exist', () => {
    const links = PAGES.flatMap(readLinks).filter(({ target }) => /^[^#]*(\.md)?#/.test(target));
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !hasHeading(link)).map(toText)).toEqual([]);
  });

  it('name only tests that exist', () => {
    const names = PAGES.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/`([\w./]+\.test\.ts)`/g)]);
    const tests = names.map(([, name = '']) => name).filter((name) => !name.startsWith('src/'));
    expect(tests.length).toBeGreaterThan(50);
    expect(tests.filter((name) => !existsSync(join(ROOT, name)) && !existsSync(join(ROOT, 'test', name)))).toEqual([]);
  });

  it('of docs/ are all in the index docs/README.md', () => {
    const indexed = readLinks(join(ROOT, 'docs/README.md')).map(resolveFile);
    const pages = PAGES.filter((page) => dirname(page) === join(ROOT, 'docs') && !page.endsWith('/README.md'));
    expect(pages.filter((page) => !indexed.includes(page))).toEqual([]);
  });
});

function listPages(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listPages(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Links of Markdown and pictures, without those that lead to other sites. */
function readLinks(page: string): Link[] {
  const links = readProse(page).matchAll(/\]\(([^()\s]+)\)/g);
  return [...links].flatMap(([, target = '']) => (/^[a-z]+:/.test(target) ? [] : [{ page, target }]));
}

function resolveFile({ page, target }: Link): string {
  const [file = ''] = target.split('#');
  return file === '' ? page : join(dirname(page), file);
}

function hasHeading(link: Link): boolean {
  const file = resolveFile(link);
  const anchor = link.target.split('#')[1];
  return existsSync(file) && readAnchors(file).some((name) => name === anchor);
}

/** As GitHub makes them from headings; a second heading of the same text is numbered. */
function readAnchors(page: string): string[] {
  const seen = new Map<string, number>();
  return [...readProse(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const name = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  });
}

/** The page without blocks of code. */
function readProse(page: string): string {
  return readFileSync(page, 'utf8').replaceAll(/^```[^]*?^```$/gm, '');
}

function toText({ page, target }: Link): string {
  return `${relative(ROOT, page)}: ${target}`;
}
