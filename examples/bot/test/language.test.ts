import { SourceUnavailableError, TrackUnavailableError } from '@tonearm/core';
import type { SandboxInteraction } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { wordsOf } from './support/cards.js';
import { Conversation } from './support/conversation.js';

/** The labels of the buttons under a message. */
function labelsOf({ message }: SandboxInteraction): readonly string[] {
  return JSON.stringify(message?.components ?? []).match(/(?<="label":")[^"]+/g) ?? [];
}

const SERVERS = [
  {
    locale: 'de',
    playing: /Es läuft · The Spellers[\s\S]*Der letzte Titel in der Warteschlange[\s\S]*Gewünscht von <@/,
    labels: ['Anhalten', 'Überspringen', 'Aufhören'],
    added: /In die Warteschlange gestellt[\s\S]*1 Titel davor[\s\S]*Aufgabe /,
    ended: /^Übersprungen: /m,
    failed: /Das hat nicht geklappt[\s\S]*Nichts gefunden für „fake: nobody knows this“/,
    broken: /Die Platte hat einen Sprung\.[\s\S]*Versuch es in einer Minute noch einmal/,
    sought: /^Nichts gefunden für „fake: zulu“\./,
    imported: 'Die Platte ist weg.',
    status: /^\*\*Aufgaben:\*\* 0 warten/,
  },
  {
    locale: 'fr',
    playing: /En cours · The Spellers[\s\S]*Dernier titre de la file d’attente[\s\S]*Demandé par <@/,
    labels: ['Pause', 'Passer', 'Arrêter'],
    added: /Ajouté à la file d’attente[\s\S]*1 titre avant lui[\s\S]*Tâche /,
    ended: /^Passé\u00A0: /m,
    failed: /Ça n’a pas marché[\s\S]*Rien trouvé pour «\u00A0fake: nobody knows this\u00A0»/,
    broken: /The record is scratched\.[\s\S]*Réessayez dans une minute/,
    sought: /^Rien trouvé pour «\u00A0fake: zulu\u00A0»\./,
    imported: 'The record is gone.',
    status: /^\*\*Tâches\u00A0:\*\* 0 en attente/,
  },
];

for (const { locale, playing, labels, added, ended, failed, broken, sought, imported, status } of SERVERS) {
  describe(`a bot in a server whose language in Discord is ${locale}`, function () {
    this.timeout(20_000);
    let talk: Conversation;

    before(async () => {
      talk = await Conversation.begin({ locale });
    });
    after(() => talk.bot.close());
    afterEach(() => talk.clear());

    const play = (query: string) => talk.bot.manager.command(talk.bot.text, 'play', { query: `fake: ${query}` });

    it('draws its cards in it', async () => {
      talk.bot.manager.joinVoice(talk.bot.voice);
      const first = await play('Alpha');
      await first.waitFor(({ message }) => playing.test(wordsOf(message)));
      expect(labelsOf(first)).to.deep.equal(labels);
      const second = await play('Bravo');
      await second.waitFor(({ message }) => added.test(wordsOf(message)));
      await talk.say('skip');
      await first.waitFor(({ message }) => ended.test(wordsOf(message)));
    });

    it('says in it why something failed, as far as the source has words for it', async () => {
      talk.bot.manager.joinVoice(talk.bot.voice);
      const nothing = await play('nobody knows this');
      await nothing.waitFor(({ message }) => failed.test(wordsOf(message)));
      const texts = { de: 'Die Platte hat einen Sprung.' };
      const scratched = () => new SourceUnavailableError('fake', { english: 'The record is scratched.', texts });
      for (let tries = 0; tries < 3; tries += 1) talk.source.resolveTroubles.push({ error: scratched() });
      const card = await play('Charlie');
      await card.waitFor(({ message }) => broken.test(wordsOf(message)), 15_000);
    });

    it('answers in it, figures too', async () => {
      expect(await talk.answerTo('queue_status')).to.match(status);
      talk.bot.manager.joinVoice(talk.bot.voice);
      expect(await talk.answerTo('search', { query: 'fake: zulu' })).to.match(sought);
    });

    it('says in it what came of an import', async () => {
      await talk.say('playlist create', { name: 'Kept' });
      const gone = { english: 'The record is gone.', texts: { de: 'Die Platte ist weg.' } };
      talk.source.resolveTroubles.push({ error: new TrackUnavailableError('fake', gone) });
      const used = await talk.say('playlist import', { name: 'Kept', link: 'https://music.example/nowhere' });
      await used.waitFor(({ message }) => message?.content === imported);
    });

    it('reads what the server has set instead', async () => {
      await talk.bot.tonearm.settings.change(talk.bot.guild.id, { language: 'en' });
      talk.bot.manager.joinVoice(talk.bot.voice);
      const card = await play('Alpha');
      await card.waitFor(({ message }) => /Now playing/.test(wordsOf(message)));
    });
  });
}
