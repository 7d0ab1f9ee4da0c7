#!/usr/bin/env node
// Prints the supergraph of running subgraphs: node scripts/compose.js image-sharing=http://127.0.0.1:4000/graphql ...
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const services = await Promise.all(
  process.argv.slice(2).map(async (argument) => {
    const [name, ...rest] = argument.split('=');
    const url = rest.join('=');
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
    });
    const { data, errors } = await response.json();
    if (!data) throw new Error(`${name}: ${errors?.[0]?.message}`);
    return { name, url, typeDefs: parse(data._service.sdl) };
  }),
);
const { supergraphSdl, errors } = composeServices(services);
if (errors) {
  process.stderr.write(`${errors.map(({ message }) => message).join('\n')}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${supergraphSdl}\n`);
}
