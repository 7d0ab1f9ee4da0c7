import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { formatMarkdown } from '../../scripts/docs/markdown.ts';
import { renderSchemaPage } from '../../scripts/docs/schemaPage.ts';
import { printApiSdl } from '../../src/graphql/server/apiSdl.ts';

const PAGE = fileURLToPath(new URL('../../docs/schema.md', import.meta.url));
const schema = buildSchema(printApiSdl());

describe('docs/schema.md', () => {
  it('is what `npm run docs` writes of the schema', async () => {
    await expect(await formatMarkdown(renderSchemaPage(schema), PAGE)).toMatchFileSnapshot(PAGE);
  });

  it('has a section for every type and every operation, and no link that leads nowhere', () => {
    const page = renderSchemaPage(schema);
    const sections = [...page.matchAll(/^### ([\w.]+)$/gm)].map(([, name]) => name);
    const types = Object.keys(schema.getTypeMap()).filter((name) => !/^(__.*|ID|String|Int|Boolean|Float)$/.test(name));
    const roots = [schema.getQueryType(), schema.getMutationType()];
    const operations = roots.flatMap((root) =>
      Object.keys(root?.getFields() ?? {}).map((name) => `${root?.name}.${name}`),
    );
    const expected = [...types.filter((name) => !roots.some((root) => root?.name === name)), ...operations];
    expect(sections.toSorted()).toEqual(expected.toSorted());

    const targets = sections.map((name) => name?.toLowerCase().replace('.', ''));
    expect(new Set(targets).size).toBe(targets.length);
    for (const [, target] of page.matchAll(/\]\(#(\w+)\)/g)) expect(targets).toContain(target);
  });
});
