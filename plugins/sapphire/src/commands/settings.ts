import { container } from '@sapphire/framework';
import { type SettingSpec, SETTING_SPECS } from '../controls/setting-specs.js';
import { settingsCard, settingWords, type Usual } from '../replies/settings-card.js';
import { type Asked, speechFor } from '../asked.js';
import { commandGroup, type SubcommandSpec } from './tonearm-command.js';

/** `/settings show|reset|volume|…`: what a server decides, for who may manage it. Each takes effect at once. */
export const SettingsCommand = commandGroup({
  name: 'settings',
  visibility: 'asker',
  subcommands: [
    {
      name: 'show',
      text: 'command.settings.show',
      use: (asked) => () => settingsCard(asked.settings, usualFor(asked), asked.speech),
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
      use: (asked) => {
        const { tonearm, guildId, interaction } = asked;
        const said = interaction.options.getString('setting');
        const spec = SETTING_SPECS.find(({ name }) => name === said);
        return async () => {
          const settings = await tonearm.settings.reset(guildId, spec?.setting);
          // In the language that is spoken now.
          const speech = speechFor(interaction.guild);
          return spec ? settingWords(spec.setting, settings, usualFor(asked), speech) : speech.say('settings.reset');
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
        return settingWords(setting, settings, usualFor(asked), speechFor(interaction.guild));
      };
    },
    ...(name === 'view' && {
      complete: async () => container.tonearm.views.names().map((view) => ({ label: view, query: view })),
    }),
  };
}

/** What holds in a server for what it has not decided. */
function usualFor({ parts, guildId, djRole, interaction }: Asked): Usual {
  return { djRole, voteShare: parts.skipShareIn(guildId), language: speechFor(interaction.guild).language };
}
