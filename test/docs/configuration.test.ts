import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderConfigurationPage, renderEnvExample } from '../../scripts/docs/configPages.ts';
import { formatMarkdown } from '../../scripts/docs/markdown.ts';

const PAGE = fileURLToPath(new URL('../../docs/configuration.md', import.meta.url));
const ENV_EXAMPLE = fileURLToPath(new URL('../../.env.example', import.meta.url));

describe('docs/configuration.md', () => {
  it('is what `npm run docs` writes from the table of variables', async () => {
    await expect(await formatMarkdown(renderConfigurationPage(), PAGE)).toMatchFileSnapshot(PAGE);
  });
});

describe('.env.example', () => {
  it('is what `npm run docs` writes from the table of variables', async () => {
    await expect(renderEnvExample()).toMatchFileSnapshot(ENV_EXAMPLE);
  });
});
