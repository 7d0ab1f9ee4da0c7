import type { Browser, Page } from 'playwright-core';
import { preview } from 'vite';
import { onTestFinished } from 'vitest';
import { parseConfig } from '../../../../../src/config/config.ts';
import { demoSeed } from '../../../../../src/embedded/demoSeed.ts';
import type { EmbeddedSeed } from '../../../../../src/embedded/seed.ts';
import { createLogger } from '../../../../../src/log/logger.ts';
import { startServer } from '../../../../../src/server.ts';
import { application, toProxy } from '../../../vite/application.ts';
import { demoAccounts } from '../../../vite/demoAccounts.ts';

interface ApplicationOptions {
  /** The demo unless given. */
  readonly seed?: EmbeddedSeed;
  /** Stands before this image service instead of an embedded one. */
  readonly glanceEndpoint?: string;
}

interface Application {
  readonly url: string;
  /** The gateway alone; the page then gets no answer. */
  stopGateway(): Promise<void>;
}

/** The built application behind one origin with a gateway, for one test. */
export async function startApplication(options: ApplicationOptions = {}): Promise<Application> {
  const env = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    SHUTDOWN_GRACE_MS: '100',
    // So that a test of a timeout takes no longer than needed.
    GLANCE_HEADERS_TIMEOUT_MS: '2000',
    ...(options.glanceEndpoint === undefined ? {} : { GLANCE_ENDPOINT: options.glanceEndpoint }),
  };
  const config = parseConfig(env);
  const isEmbedded = options.glanceEndpoint === undefined;
  const seed = options.seed ?? demoSeed;
  const gateway = await startServer(config, createLogger('silent'), isEmbedded ? { seed } : null);
  const server = await preview({
    ...application,
    configFile: false,
    logLevel: 'silent',
    plugins: [demoAccounts(isEmbedded ? seed : null)],
    preview: { host: '127.0.0.1', port: 0, proxy: toProxy(gateway.url) },
  });
  let stopping: Promise<void> | undefined;
  const stopGateway = (): Promise<void> => (stopping ??= gateway.stop());
  onTestFinished(async () => {
    await server.close();
    await stopGateway();
  });
  const address = server.httpServer.address();
  if (typeof address !== 'object' || address === null) throw new Error('the preview server has no port');
  return { url: `http://127.0.0.1:${address.port}`, stopGateway };
}

/** A page of its own, without anything of an earlier one. Fails the test for errors that the browser reports. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  onTestFinished(async () => {
    await context.close();
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  });
  await page.goto(url);
  return page;
}

export async function signIn(
  page: Page,
  account: { readonly projectId: string; readonly token: string },
): Promise<void> {
  await page.getByLabel('Token').fill(account.token);
  await page.getByLabel('Project ID').fill(account.projectId);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Opens the dialog of one of the project's images. */
export async function openShareDialog(page: Page, imageName: string): Promise<void> {
  await page.getByRole('button', { name: `Share ${imageName}` }).click();
  await page.getByRole('dialog', { name: `Share ${imageName}` }).waitFor();
}

export async function pasteProjects(page: Page, ...projectIds: readonly string[]): Promise<void> {
  await page.getByLabel('Project IDs').fill(projectIds.join('\n'));
  await page.getByRole('button', { name: /^Share( with \d+ projects)?$/ }).click();
}
