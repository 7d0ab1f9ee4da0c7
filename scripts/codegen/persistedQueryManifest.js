#!/usr/bin/env node
// Writes Apollo's form of the persisted documents: node persistedQueryManifest.js persisted-documents.json manifest.json
import { readFileSync, writeFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';

const [, , source, target] = process.argv;
const operations = Object.entries(JSON.parse(readFileSync(source, 'utf8'))).map(([id, body]) => {
  const { name, operation } = parse(body).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return { id, name: name.value, type: operation, body };
});
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
writeFileSync(target, `${JSON.stringify(manifest, null, 2)}\n`);
