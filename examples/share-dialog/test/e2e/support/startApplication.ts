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

export interface ApplicationOptions {
  /** The demo unless given. */
  readonly seed?: EmbeddedSeed;
  /** Stands before this image service instead of an embedded one. */
  readonly glanceEndpoint?: string;
}

interface Application {
  readonly url: string;
  /** Stops the gateway alone; the page then gets no response. */
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

/** Signs in with the token. The form asks for the project only before a gateway that knows no identity service. */
export async function signIn(
  page: Page,
  account: { readonly projectId: string; readonly token: string },
): Promise<void> {
  await page.getByLabel('Token').fill(account.token);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const project = page.getByLabel('Project ID');
  await project.or(page.getByRole('button', { name: 'Sign out' })).waitFor();
  if ((await project.count()) === 0) return;
  await project.fill(account.projectId);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/**
 * The image service takes the token for expired, for operations with a text in them, until the user signs in again. Call
 * it before the user signs in.
 */
export async function expireToken(page: Page, text: string): Promise<void> {
  let state: 'valid' | 'expired' | 'renewed' = 'valid';
  await page.route('**/graphql', (route) => {
    const body = route.request().postData() ?? '';
    if (body.includes('WhoAmI') && state === 'expired') state = 'renewed';
    if (!body.includes(text) || state === 'renewed') return route.continue();
    state = 'expired';
    return route.continue({ headers: { ...route.request().headers(), 'x-auth-token': 'token-that-has-expired' } });
  });
}

/** Opens the dialog of one of the project's images. */
export async function openShareDialog(page: Page, imageName: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^(Share|Access) ${imageName}`) }).click();
  await page.getByRole('dialog', { name: `Share ${imageName}` }).waitFor();
}

/** Names projects in the open dialog, by ID or by name, and shares with them. */
export async function shareWith(page: Page, ...projects: readonly string[]): Promise<void> {
  await page.getByLabel('Projects to share with').fill(projects.join(', '));
  await page.getByRole('button', { name: /^(Share|Make shareable and share)( with \d+ projects)?$/ }).click();
}

/** An ID as Keystone makes them, of a project that nobody knows. */
export function projectId(index: number): string {
  return index.toString(16).padStart(32, '0');
}
