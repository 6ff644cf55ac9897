import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { type TestBot, aBot } from './support/a-bot.js';
import { openBrowser, waitForFigure } from './support/browser.js';

const MUSIC = fileURLToPath(new URL('../../music/', import.meta.url));

describe('the first minute of a newcomer', function () {
  this.timeout(60_000);
  let browser: Browser;
  let bot: TestBot;
  let page: Page;

  before(async function () {
    const opened = await openBrowser();
    if (opened === undefined) return this.skip();
    browser = opened;
    bot = await aBot({ env: { MUSIC_DIR: MUSIC } });
    page = await browser.newPage();
    await page.goto(bot.sandbox.url);
  });
  after(async () => {
    await browser?.close();
    await bot?.close();
  });

  const figure = async (name: string) => Number(await page.locator('voice-panel').getAttribute(`data-${name}`));

  it('joins voice, types /play, sees it move, hears it', async () => {
    await page.getByRole('button', { name: 'Join Listening room' }).first().press('Enter');
    await page.getByRole('button', { name: 'Listening', exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Message #music' }).focus();
    await page.keyboard.type('/play needle drop');
    await page.keyboard.press('Enter');

    const card = page.getByRole('log').getByRole('group', { name: 'Needle Drop' });
    await card.getByText('Now playing').waitFor();
    await card.getByRole('img').waitFor();
    const atFirst = await card.textContent();
    await waitForFigure(page, 'received-ms', 2_000);
    expect(await figure('peak')).to.be.greaterThan(0.05);
    expect(await figure('underruns')).to.equal(0);
    await expectChange(card, atFirst);

    await page.getByRole('log').getByRole('button', { name: 'Stop' }).press('Enter');
    await page.getByRole('log').getByText('Stopped at').waitFor();
  });
});

/** Resolves when the card says something else: the bar has moved. */
async function expectChange(card: ReturnType<Page['getByRole']>, before: string | null): Promise<void> {
  const handle = await card.elementHandle();
  await card.page().waitForFunction(
    // Runs in the page, whose types are not known here.
    ([element, text]) => (element as { textContent: string } | null)?.textContent !== text,
    [handle, before] as const,
  );
}
