import { fileURLToPath } from 'node:url';
import { expect, it, describe, onTestFinished } from 'vitest';
import { demoSeed } from '../../../src/embedded/demoSeed.ts';
import { parseConfig } from '../../../src/config/config.ts';
import { toExampleTabs } from '../../../src/http/playground/exampleTabs.ts';
import { startServer } from '../../../src/server.ts';
import { startChromium } from './chromium.ts';

const PICTURE = fileURLToPath(new URL('../../../docs/playground.png', import.meta.url));

async function startGateway(env: Record<string, string> = {}) {
  const server = await startServer(parseConfig({ PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_GRACE_MS: '100', ...env }));
  onTestFinished(() => server.stop());
  return server;
}

/** The editor shows spaces as another character. */
const toOperation = (name: string): RegExp => new RegExp(`(?:query|mutation)\\s${name}\\b`);

describe('playground', () => {
  it('loads without any other host or console error, and shares an image twice with its demo token', async () => {
    const { url } = await startGateway();
    const browser = await startChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const foreign: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!new RegExp(`^(${url}|blob:|data:)`).test(request.url())) foreign.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));

    await page.goto(`${url}/graphql`);
    expect(page.url()).toBe(`${url}/graphiql`);
    const answer = page.locator('.result-window');
    const runs = page.getByRole('button', { name: /execute query/i });
    await runs.click();
    await expect.poll(() => answer.innerText(), { timeout: 15_000 }).toContain('"AddImageMemberSuccess"');
    await runs.click();
    await expect.poll(() => answer.innerText(), { timeout: 15_000 }).toContain('"MEMBER_ALREADY_EXISTS"');
    if (process.env['PICTURES'] === 'true') await page.screenshot({ path: PICTURE, animations: 'disabled' });

    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.locator('.graphiql-doc-explorer').getByText('ImageErrorCode', { exact: true }).click();
    await page.locator('.graphiql-doc-explorer').getByText('MEMBER_LIMIT_EXCEEDED').waitFor();
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  }, 120_000);

  it('runs every tab in its order, with its own variables and headers', async () => {
    const { url } = await startGateway();
    const browser = await startChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const received = new Map<unknown, { data?: Record<string, unknown> | null; errors?: unknown }>();
    page.on('response', (response) => {
      if (response.url() !== `${url}/graphql`) return;
      const { operationName } = response.request().postDataJSON() as { operationName?: string };
      void response.json().then((body) => received.set(operationName, body));
    });
    await page.goto(`${url}/graphiql`);
    const runs = page.getByRole('button', { name: /execute query/i });
    await expect.poll(() => received.has('IntrospectionQuery')).toBe(true);
    const names = toExampleTabs(demoSeed).map(({ query }) => /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '');
    const tabs = page.locator('.graphiql-tab-button');
    await expect.poll(() => tabs.allInnerTexts()).toEqual(names);
    const answers: unknown[] = [];
    for (const [index, name] of names.entries()) {
      // By the keyboard, because a tab takes a click of the mouse for the begin of a drag.
      await tabs.nth(index).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('.graphiql-tab-active').innerText()).toBe(name);
      await expect.poll(() => page.locator('.graphiql-query-editor').innerText()).toMatch(toOperation(name));
      // Until the page has made its editors, it takes a click and sends nothing.
      const run = async (): Promise<boolean> => {
        if (!received.has(name)) await runs.click({ timeout: 1000 }).catch(() => {});
        return received.has(name);
      };
      await expect.poll(run, { interval: 1000, timeout: 15_000 }).toBe(true);
      const { data, errors } = received.get(name) ?? {};
      answers.push({ name, errors, isNull: Object.values(data ?? { none: null }).includes(null) });
    }
    expect(answers).toEqual(names.map((name) => ({ name, errors: undefined, isNull: false })));
  }, 120_000);

  it('stores no token of a real image service in the browser', async () => {
    const { url } = await startGateway({ GLANCE_ENDPOINT: 'http://127.0.0.1:9' });
    const browser = await startChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${url}/graphiql`);
    const stored = (): Promise<string> => page.evaluate('JSON.stringify(localStorage)');
    await expect.poll(stored, { timeout: 15_000 }).toContain('MyShareableImages');
    expect(await stored()).not.toContain('X-Auth-Token');
  }, 60_000);

  it('does not exist when it is switched off', async () => {
    const { url } = await startGateway({ PLAYGROUND: 'false' });
    const answer = await fetch(`${url}/graphiql`);
    expect(answer.status).toBe(404);
  });
});
