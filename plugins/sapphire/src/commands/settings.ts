import { container } from '@sapphire/framework';
import { type SettingSpec, SETTING_SPECS } from '../controls/setting-specs.js';
import { settingsCard, settingWords } from '../replies/settings-card.js';
import { speechFor } from '../asked.js';
import { commandGroup, type SubcommandSpec } from './tonearm-command.js';

/** `/settings show|reset|volume|…`: what a server decides, for who may manage it. Each takes effect at once. */
export const SettingsCommand = commandGroup({
  name: 'settings',
  visibility: 'asker',
  subcommands: [
    {
      name: 'show',
      text: 'command.settings.show',
      use:
        ({ settings, speech }) =>
        () =>
          settingsCard(settings, speech),
    },
    {
      name: 'reset',
      text: 'command.settings.reset',
      options: [
        {
          name: 'setting',
          type: 'text',
          text: 'option.setting',
          choices: SETTING_SPECS.map(({ name }) => ({ value: name })),
        },
      ],
      use: ({ tonearm, guildId, interaction }) => {
        const said = interaction.options.getString('setting');
        const spec = SETTING_SPECS.find(({ name }) => name === said);
        return async () => {
          const settings = await tonearm.settings.reset(guildId, spec?.setting);
          // In the language that is spoken now.
          const speech = speechFor(interaction.guild);
          return spec ? settingWords(spec.setting, settings, speech) : speech.say('settings.reset');
        };
      },
    },
    ...SETTING_SPECS.map(subcommandOf),
  ],
});

function subcommandOf({ name, text, options, setting, read }: SettingSpec): SubcommandSpec {
  return {
    name,
    text,
    options,
    use: (asked) => {
      const change = read(asked);
      const { tonearm, guildId, interaction } = asked;
      return async () => {
        const settings = await tonearm.settings.change(guildId, change);
        return settingWords(setting, settings, speechFor(interaction.guild));
      };
    },
    ...(name === 'view' && {
      complete: async () => container.tonearm.views.names().map((view) => ({ label: view, query: view })),
    }),
  };
}
