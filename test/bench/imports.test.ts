import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

describe('the benchmark', () => {
  it('imports only files of the built gateway that exist, since the gate does not compile it', () => {
    const folder = new URL('bench/src/', ROOT);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const imported = files
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .flatMap((text) => [...text.matchAll(/'[./]*dist\/([\w/]+)\.js'/g)].map(([, path = '']) => path));
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((path) => !existsSync(new URL(`src/${path}.ts`, ROOT)))).toEqual([]);
  });
});
