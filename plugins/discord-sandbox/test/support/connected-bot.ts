import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction, REST } from 'discord.js';
import {
  createSandbox,
  type Sandbox,
  type SandboxGuild,
  type SandboxMember,
  type SandboxOptions,
  type SandboxTextChannel,
  type SandboxVoiceChannel,
} from '../../src/index.js';

/** A sandbox with a guild, a member, and the real discord.js logged in. Close it. */
export interface ConnectedBot {
  readonly sandbox: Sandbox;
  readonly client: Client<true>;
  readonly guild: SandboxGuild;
  readonly text: SandboxTextChannel;
  readonly voice: SandboxVoiceChannel;
  readonly ada: SandboxMember;
  /** Registers global commands and waits until the sandbox has them. */
  register(commands: readonly object[]): Promise<void>;
  /** What the bot does with interactions; its failures end up in `failures`. */
  onInteraction(handle: (interaction: Interaction) => Promise<unknown>): void;
  readonly failures: unknown[];
  close(): Promise<void>;
}

/** One command with an option of text and a choice, for tests that need any. */
export const PLAY = {
  name: 'play',
  description: 'Plays a track',
  options: [
    { name: 'query', description: 'What to play', type: 3, required: true, autocomplete: true },
    {
      name: 'priority',
      description: 'How soon',
      type: 3,
      choices: [
        { name: 'High', value: 'high' },
        { name: 'Low', value: 'low' },
      ],
    },
  ],
};

export async function connectBot(
  options: SandboxOptions & {
    readonly intents?: readonly GatewayIntentBits[];
    readonly client?: Partial<ClientOptions>;
  } = {},
): Promise<ConnectedBot> {
  const { intents = [GatewayIntentBits.Guilds], client: clientOptions = {}, ...sandboxOptions } = options;
  const sandbox = await createSandbox(sandboxOptions);
  const guild = sandbox.addGuild({ name: 'Shop' });
  const text = guild.addTextChannel('music');
  const voice = guild.addVoiceChannel('Lounge');
  const ada = guild.addMember(sandbox.addUser({ name: 'ada', locale: 'en-GB' }));
  const client = await login(sandbox, intents, clientOptions);
  const failures: unknown[] = [];
  return {
    sandbox,
    client,
    guild,
    text,
    voice,
    ada,
    failures,
    register: async (commands) => {
      await client.rest.put(`/applications/${sandbox.applicationId}/commands`, { body: commands });
    },
    onInteraction: (handle) => {
      client.on(Events.InteractionCreate, (interaction) => {
        handle(interaction).catch((error: unknown) => failures.push(error));
      });
    },
    close: async () => {
      await client.destroy();
      await sandbox.close();
    },
  };
}

/** Logs discord.js in and waits until it is ready. */
export async function login(
  sandbox: Sandbox,
  intents: readonly GatewayIntentBits[] = [GatewayIntentBits.Guilds],
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({ ...options, intents, rest: { api: sandbox.apiUrl, ...options.rest } });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sandbox.token);
  return ready;
}

/** discord.js's REST client alone, with the bot's token. */
export function restOf(sandbox: Sandbox): REST {
  return new REST({ api: sandbox.apiUrl, version: '10' }).setToken(sandbox.token);
}

/** The error a promise is rejected with; fails when it is not. */
export async function failureOf(promise: Promise<unknown>): Promise<{
  readonly code?: unknown;
  readonly status?: unknown;
  readonly message: string;
  readonly rawError?: unknown;
}> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('It was expected to fail and did not');
}

/** A promise to be settled from outside. */
export function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { promise, resolve };
}
