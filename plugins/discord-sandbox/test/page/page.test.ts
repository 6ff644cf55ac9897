import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, waitForFigure } from './browser.js';
import { ACKNOWLEDGE_MS, HOSTILE, type Jukebox, startJukebox } from './jukebox.js';

const require = createRequire(import.meta.url);

describe('page in Chromium', function () {
  this.timeout(30_000);
  let browser: Browser;
  let bot: Jukebox;
  let page: Page;
  let requests: string[];
  let complaints: string[];

  before(async function () {
    const opened = await openBrowser();
    if (opened === undefined) return this.skip();
    browser = opened;
  });
  after(() => browser?.close());

  beforeEach(async () => {
    bot = await startJukebox();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    requests = [];
    complaints = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('websocket', (socket) => requests.push(socket.url()));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(bot.sandbox.url);
    await page.getByRole('radio', { name: 'ada' }).check({ force: true });
    await page.getByRole('combobox', { name: 'Message #music' }).focus();
  });

  afterEach(async function () {
    // Nothing was asked from elsewhere, and nothing broke, whatever the test did.
    const foreign = requests.filter((url) => !/^(http|ws):\/\/127\.0\.0\.1:\d+\//.test(url));
    await page.close();
    await bot.close();
    if (this.currentTest?.state === 'passed') expect([foreign, complaints]).to.deep.equal([[], []]);
  });

  const messages = () => page.getByRole('log', { name: 'Messages' });
  const command = async (name: string) => {
    await page.keyboard.type(`/${name} `);
    await page.keyboard.press('Enter');
  };

  /** What axe finds that is serious or worse. */
  async function findings(): Promise<readonly string[]> {
    await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
    // axe puts itself there.
    const results = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    const grave = results.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }

  it('takes a command by keyboard alone, and shows the answer as it changes', async () => {
    await page.keyboard.type('/pl');
    await page.getByRole('option', { name: '/play' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('nee');
    await page.getByRole('option', { name: 'Needle Drop' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox', { name: 'query' }).inputValue()).to.equal('Needle Drop');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('lo');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await messages().getByText('is thinking').waitFor();
    await messages().getByText('ada used /play').waitFor();
    bot.found();
    const embed = messages().getByRole('group', { name: 'track:Needle Drop' });
    await embed.getByText('Now playing for @ada').waitFor();
    await messages().getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('Enter');
    await messages().getByRole('group', { name: 'Paused' }).waitFor();
    await messages().getByRole('button', { name: 'Resume' }).waitFor();
  });

  it('begins /play with a click', async () => {
    await page.getByRole('button', { name: 'Begin with /play' }).click();
    await page.getByRole('combobox', { name: 'query' }).waitFor();
    await page.getByRole('option', { name: 'Needle Drop' }).waitFor();
  });

  it('keeps everything within a narrow window', async () => {
    await command('hostile');
    await messages().getByRole('combobox', { name: 'Pick one' }).waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    // Runs in the page, whose types are not known here.
    const [wide, shown] = await messages().evaluate((log) => {
      const { scrollWidth, clientWidth } = log as unknown as { scrollWidth: number; clientWidth: number };
      return [scrollWidth, clientWidth] as const;
    });
    expect(wide).to.equal(shown);
    await page.getByRole('button', { name: 'Join Lounge' }).click();
    await page.getByRole('button', { name: 'general', exact: true }).click();
    await page.getByRole('combobox', { name: 'Message #general' }).waitFor();
  });

  it('keeps what is being typed when something happens meanwhile', async () => {
    await page.keyboard.type('/play needle');
    bot.ada.joinVoice(bot.voice);
    bot.ben.say(bot.text, 'Hello');
    await messages().getByText('Hello').waitFor();
    expect(await page.getByRole('combobox', { name: 'query' }).inputValue()).to.equal('needle');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Message #music' }).waitFor();
  });

  it('says which option is missing, and what the bot does not have', async () => {
    await command('play');
    await page.getByRole('alert').getByText('query is needed.').waitFor();
    await page.keyboard.press('Backspace');
    await command('nothing');
    await page.getByRole('alert').getByText('There is no command /nothing here.').waitFor();
  });

  it('attaches a file to a command, and shows what the bot writes to the person alone', async () => {
    await page.keyboard.type('/lend');
    await page.keyboard.press('Enter');
    const name = 'song.opus';
    await page.getByLabel('file').setInputFiles({ name, mimeType: 'audio/ogg', buffer: Buffer.alloc(1_234) });
    await page.getByLabel('file').press('Enter');
    await messages().getByText('Thank you').waitFor();
    expect(await findings(), 'a direct message').to.deep.equal([]);
    await page.getByRole('button', { name: /^tonearm ?, new messages/ }).click();
    await messages().getByText('song.opus: 1234 of 1234 bytes arrived').waitFor();
    await page.getByRole('button', { name: 'music', exact: true }).click();
    await page.getByRole('combobox', { name: 'Message #music' }).waitFor();
  });

  it('shows an ephemeral message to one person, until it is dismissed', async () => {
    await command('secret');
    await messages().getByText('Only you can see this').waitFor();
    await page.getByRole('radio', { name: 'ben' }).check({ force: true });
    await messages().getByText('Only for you.').waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: 'ada' }).check({ force: true });
    await messages().getByRole('button', { name: 'Dismiss message' }).click();
    await messages().getByText('Only for you.').waitFor({ state: 'detached' });
  });

  it('offers each person the commands that they may use', async () => {
    await page.keyboard.type('/');
    await page.getByRole('option', { name: '/settings' }).waitFor();
    await page.getByRole('radio', { name: 'ben' }).check({ force: true });
    await page.getByRole('option', { name: '/settings' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('option').count()).to.equal(5);
  });

  it('tells that the bot did not respond', async () => {
    await command('deaf');
    await messages().getByText('Sending command').waitFor();
    await messages()
      .getByText('The application did not respond')
      .waitFor({ timeout: ACKNOWLEDGE_MS + 5_000 });
  });

  it('lets nothing in a message become markup', async () => {
    await command('hostile');
    const message = page.locator('article.message').last();
    await message.getByRole('group').waitFor();
    expect((await message.textContent())?.split(HOSTILE).length).to.equal(8);
    expect(await message.locator('script, img, [onerror], [onmouseover], a[href^="javascript"]').count()).to.equal(0);
    expect(await page.evaluate(() => 'hacked' in globalThis)).to.equal(false);
  });

  it('plays the sound of the voice channel without a gap, and meters it', async () => {
    await page.getByRole('button', { name: 'Join Lounge' }).click();
    await page.getByRole('button', { name: 'Listening' }).waitFor();
    await bot.playNoise(250);
    await page.getByText('is speaking').waitFor({ state: 'attached' });
    await waitForFigure(page, 'received-ms', 5_000);
    await waitForFigure(page, 'played-ms', 4_900);
    const figure = async (name: string) => Number(await page.locator('voice-panel').getAttribute(`data-${name}`));
    expect(await figure('peak')).to.be.greaterThan(0.05);
    expect(await figure('underruns')).to.equal(0);
  });

  it('gives axe nothing serious to find', async () => {
    expect(await findings()).to.deep.equal([]);
    await page.keyboard.type('/');
    await page.getByRole('option').first().waitFor();
    expect(await findings(), 'commands open').to.deep.equal([]);
    await page.keyboard.type('play nee');
    await page.getByRole('option', { name: 'Needle Drop' }).waitFor();
    expect(await findings(), 'suggestions open').to.deep.equal([]);
    await page.keyboard.press('Enter');
    await messages().getByText('is thinking').waitFor();
    expect(await findings(), 'thinking').to.deep.equal([]);
    bot.found();
    await messages().getByRole('button', { name: 'Pause' }).waitFor();
    await command('secret');
    await command('hostile');
    await page.getByRole('button', { name: 'Join Lounge' }).click();
    await page.getByRole('button', { name: 'Listening' }).waitFor();
    expect(await findings(), 'messages and voice').to.deep.equal([]);
  });
});
