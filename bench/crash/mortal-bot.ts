import path from 'node:path';
import { Container, openStore, PinoLogger, SystemClock, tokens } from '@tonearm/core';
import { readConfig } from '@tonearm/example-bot/config';
import { startBot } from '@tonearm/example-bot/bot';
import { MortalStore } from './mortal-store.js';

/** The bot that `npm start` runs, on a store that dies on order. SIGTERM ends it as it ends any bot. */
const config = readConfig(process.env);
const container = new Container();
const logger = PinoLogger.create(config.logLevel);
const store = new MortalStore(
  await openStore({ uri: path.join(config.dataDir, 'tonearm.sqlite'), clock: new SystemClock(), logger }),
);
container.provide(tokens.logger, logger);
container.provide(tokens.store, store);
const bot = await startBot(config, container);
process.on('message', (afterUs) => typeof afterUs === 'number' && store.arm(afterUs));
process.once('SIGTERM', async () => {
  await bot.close();
  await store.close();
  process.disconnect?.();
});
process.send?.('ready');
