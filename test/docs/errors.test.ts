import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_ERRORS, REQUEST_ERRORS } from '../../scripts/docs/errorCatalogue.ts';
import { collectErrorExamples, type ErrorExamples } from '../../scripts/docs/errorExamples.ts';
import { readImageCodes, renderErrorsPage } from '../../scripts/docs/errorsPage.ts';
import { formatMarkdown } from '../../scripts/docs/markdown.ts';
import { createSchema } from '../../src/graphql/server/schema.ts';

const PAGE = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));
const schema = createSchema({ federated: false });

let examples: ErrorExamples;
let page: string;
beforeAll(async () => {
  examples = await collectErrorExamples();
  page = await formatMarkdown(renderErrorsPage(schema, examples), PAGE);
});

describe('docs/errors.md', () => {
  it('is what `npm run docs` writes: the schema, the table of translations and what a gateway answers now', async () => {
    await expect(page).toMatchFileSnapshot(PAGE);
  });

  it('has a section for every code that the gateway can answer with, and for no other', () => {
    const sections = [...page.matchAll(/^### (\w+)$/gm)].map(([, code]) => code);
    expect(sections).toEqual([...new Set(sections)]);
    expect(sections.toSorted()).toEqual(readCodes());
  });

  it('explains exactly the codes of the schema as those of the image service', () => {
    expect(Object.keys(IMAGE_ERRORS)).toEqual(readImageCodes(schema).map(({ code }) => code));
    expect(Object.keys(REQUEST_ERRORS).filter((code) => code in IMAGE_ERRORS)).toEqual([]);
  });

  it('shows each code by an answer that has it', () => {
    expect([...examples.byCode.keys()].toSorted()).toEqual(readCodes());
    for (const [code, shown] of examples.byCode) {
      expect(shown.length).toBeGreaterThan(0);
      for (const { body } of shown) expect(JSON.stringify(body)).toContain(`"code":"${code}"`);
    }
  });
});

/** The codes of the schema and those that the source names, sorted. */
function readCodes(): string[] {
  const source = new URL('../../src/', import.meta.url);
  const graphql = readdirSync(new URL('graphql/', source), { recursive: true, encoding: 'utf8' });
  const files = ['http/httpError.ts', ...graphql.map((name) => `graphql/${name}`)];
  const texts = files.filter((name) => name.endsWith('.ts')).map((name) => readFileSync(new URL(name, source), 'utf8'));
  const named = texts.flatMap((text) => [...text.matchAll(/\bcode: '([A-Z_]+)'/g)].map(([, code = '']) => code));
  const persisted = readFileSync(new URL('persistedDocuments/persistedDocuments.ts', source), 'utf8').matchAll(
    /^ {2}([A-Z_]+): '/gm,
  );
  const codes = [...readImageCodes(schema).map(({ code }) => code), ...named, ...APOLLO_CODES];
  return [...new Set([...codes, ...[...persisted].map(([, code = '']) => code)])].toSorted();
}

/** Apollo Server's own, but for those of persisted queries, which the gateway answers itself. */
const APOLLO_CODES = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTERNAL_SERVER_ERROR',
  'OPERATION_RESOLUTION_FAILURE',
];
