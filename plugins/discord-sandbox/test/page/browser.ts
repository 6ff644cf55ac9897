import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Quiet: no sandbox of its own, for containers have none, and nothing that calls home. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the machine's Chromium; `undefined`, and a line that says so, where there is none. */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = [process.env['CHROMIUM_PATH'] ?? '', ...USUAL_PLACES].find((path) => existsSync(path));
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: ARGUMENTS });
  console.log('      skipped: no Chromium here. Install one, or name it in CHROMIUM_PATH.');
  return undefined;
}

/** Resolves when the voice panel's figure of that name (`data-…`) has come this far. */
export async function waitForFigure(page: Page, name: string, least: number): Promise<void> {
  const panel = await page.locator('voice-panel').elementHandle();
  await page.waitForFunction(
    // Runs in the page, whose types are not known here.
    ([element, key, enough]) =>
      Number((element as { getAttribute(name: string): string } | null)?.getAttribute(key)) >= enough,
    [panel, `data-${name}`, least] as const,
  );
}
