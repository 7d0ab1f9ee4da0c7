import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderConfigTable, renderEnvExample } from '../../scripts/docs/configPages.ts';
import { renderErrorTable } from '../../scripts/docs/errorsPage.ts';
import { formatMarkdown, replaceTable } from '../../scripts/docs/markdown.ts';
import { createSchema } from '../../src/graphql/server/schema.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const ENV_EXAMPLE = fileURLToPath(new URL('../../.env.example', import.meta.url));

describe('README.md', () => {
  it('has the tables of errors and of variables that `npm run docs` writes', async () => {
    const readme = readFileSync(README, 'utf8');
    const withErrors = replaceTable(readme, 'Errors', renderErrorTable(createSchema({ federated: false })));
    const page = replaceTable(withErrors, 'Configuration', renderConfigTable());
    await expect(await formatMarkdown(page, README)).toMatchFileSnapshot(README);
  });
});

describe('.env.example', () => {
  it('is what `npm run docs` writes', async () => {
    await expect(renderEnvExample()).toMatchFileSnapshot(ENV_EXAMPLE);
  });
});

describe('replaceTable', () => {
  const page = '# A\n\n## B\n\ntext\n\n| old |\n| --- |\n\n## C\n\n| other |\n';

  it('replaces the first table below the heading', () => {
    expect(replaceTable(page, 'B', '| $& new |')).toBe(page.replace('| old |\n| --- |', () => '| $& new |'));
    expect(replaceTable(page, 'C', '| new |')).toBe(page.replace('| other |', '| new |'));
  });

  it('takes no table of the next heading', () => {
    expect(() => replaceTable(page.replaceAll(/^\| (old|---).*\n/gm, ''), 'B', '| new |')).toThrow(
      new Error('there is no table below "B"'),
    );
  });
});
