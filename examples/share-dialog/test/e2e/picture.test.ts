import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseEmbeddedSeed } from '../../../../src/embedded/parseSeed.ts';
import { openBrowser } from './support/openBrowser.ts';
import { openPage, openShareDialog, shareWith, startApplication } from './support/startApplication.ts';

const PICTURE = fileURLToPath(new URL('../../../../docs/share-dialog.png', import.meta.url));
const SEED_FILE = new URL('../../../embedded-seed.json', import.meta.url);

const browser = openBrowser();

/** `PICTURES=true npm run e2e` writes the picture of docs/frontend.md anew. */
describe('the picture of the documentation', () => {
  it('shows the results for names and IDs, and the table of members, on the example seed', async () => {
    const { url } = await startApplication({ seed: parseEmbeddedSeed(JSON.parse(readFileSync(SEED_FILE, 'utf8'))) });
    const page = await openPage(browser(), url);
    await page.getByRole('button', { name: 'mira member of studio' }).click();
    await openShareDialog(page, 'debian-13-base');
    await shareWith(page, '9a8b7c6d5e4f40312233445566778899', 'classroom', 'archive', 'sim-429');
    await page.getByText('Shared with 1 project, 1 had access already, 2 to look at').waitFor();
    await page.getByRole('heading', { name: '2 projects with access' }).waitFor();
    await page.getByLabel('Select classroom').check();
    if (process.env['PICTURES'] === 'true') {
      await page.setViewportSize({ width: 1280, height: 1240 });
      await page.screenshot({ path: PICTURE, animations: 'disabled' });
    }
    expect(readFileSync(PICTURE).length).toBeGreaterThan(10_000);
  });
});
