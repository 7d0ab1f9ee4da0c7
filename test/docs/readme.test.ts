import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { startServer } from '../../src/server.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const SHARING = readFileSync(new URL('../../docs/sharing.md', import.meta.url), 'utf8');

describe('README.md', () => {
  it('has at most 150 lines', () => {
    expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  it('shows what the first mutation returns, and what it returns the second time', async () => {
    const section = findSection(README, 'A first mutation');
    const [headers, body = ''] = [
      Object.fromEntries([...section.matchAll(/-H '([\w-]+): (.*?)'/g)].map(([, name, value]) => [name, value])),
      / -d '(.*)'$/m.exec(section)?.[1],
    ];
    const first = /^\{"data".*\}$/m.exec(section)?.[0] ?? '';
    const [second = ''] = readBlocks(section, 'json');

    const url = await startDemo();
    expect(await post(url, headers, body)).toEqual(JSON.parse(first));
    expect(await post(url, headers, body)).toEqual(JSON.parse(second));
  });
});

describe('docs/sharing.md', () => {
  it('shows what each operation returns when they are sent in the order of the page', async () => {
    const url = await startDemo();
    const steps = SHARING.split(/^(?=## )/m).filter((section) => section.includes('```graphql'));
    expect(steps).toHaveLength(16);
    for (const step of steps) {
      const [query] = readBlocks(step, 'graphql');
      const [variables = '', response = ''] = readBlocks(step, 'json');
      const headers = {
        'content-type': 'application/json',
        'x-auth-token': /`(demo-token-[\w-]+)`/.exec(step)?.[1] ?? '',
      };
      const body = JSON.stringify({ query, variables: JSON.parse(variables) });
      expect(await post(url, headers, body)).toEqual(JSON.parse(response));
    }
  });
});

/** A gateway with an embedded Glance, as `npm start` starts it. */
async function startDemo(): Promise<string> {
  const server = await startServer(parseConfig({ PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_GRACE_MS: '100' }));
  onTestFinished(() => server.stop());
  return server.url;
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  return response.json();
}

function findSection(page: string, heading: string): string {
  return page.split(/^(?=## )/m).find((section) => section.startsWith(`## ${heading}\n`)) ?? '';
}

function readBlocks(text: string, language: string): string[] {
  const fences = text.matchAll(/^```(\w+)\n([^]*?)^```$/gm);
  return [...fences].flatMap(([, name, block = '']) => (name === language ? [block] : []));
}
