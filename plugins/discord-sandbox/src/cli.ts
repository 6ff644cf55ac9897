import { parseArgs } from 'node:util';
import { TonearmError } from '@tonearm/core';
import { createSandbox } from './create-sandbox.js';
import { addExampleGuild } from './example-guild.js';

const USAGE = `tonearm-sandbox: a local stand-in for Discord

  --port <number>       the port on 127.0.0.1 (default: a free one)
  --data-dir <folder>   where the voice certificate is written (default: a temporary folder)
  --no-dave             voice without end-to-end encryption
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'data-dir': { type: 'string' },
    dave: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  try {
    await run(values.port, values.dave, values['data-dir']);
  } catch (error) {
    if (!(error instanceof TonearmError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

async function run(port: string, dave: boolean, dataDir: string | undefined): Promise<void> {
  const sandbox = await createSandbox({ port: Number(port), dave, ...(dataDir === undefined ? {} : { dataDir }) });
  const { guild } = addExampleGuild(sandbox);
  const lines = Object.entries({ ...sandbox.environment, GUILD_ID: guild.id }).map(
    ([key, value]) => `  ${key}=${value}`,
  );
  process.stdout.write(
    `Discord, the local one: ${sandbox.url}\n\nStart your bot with:\n${lines.join('\n')}\n\nCtrl-C ends it.\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      sandbox.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
