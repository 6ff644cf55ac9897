import { phrases } from '@tonearm/core';

/** What listeners read of SoundCloud. */
export const say = phrases({
  en: {
    gone: 'SoundCloud has nothing at that link: it is private, or it has been removed.',
    'go-plus': '“{title}” is a SoundCloud GO+ track: without a subscription there are only 30 seconds of it.',
    country: 'SoundCloud does not let “{title}” be heard in the country where this bot runs.',
    protected: 'SoundCloud protects “{title}” by DRM: it plays nowhere but in its own player.',
    processing: 'SoundCloud is still preparing “{title}”. Try again in a few minutes.',
    'no-sound': 'SoundCloud gives no sound of “{title}” away.',
    'not-sound': 'That link leads to something on SoundCloud that is neither a track nor a list of tracks.',
    refused: 'SoundCloud does not let us in (HTTP {status}).',
    'no-client-id': 'SoundCloud does not tell us any more how to ask it. Try again later, or another source.',
    garbled: 'SoundCloud answers something that cannot be understood.',
  },
  de: {
    gone: 'SoundCloud hat unter diesem Link nichts: Es ist privat oder wurde entfernt.',
    'go-plus': '„{title}“ gibt es bei SoundCloud nur mit GO+: Ohne Abonnement sind es nur 30 Sekunden.',
    country: 'SoundCloud lässt „{title}“ in dem Land, in dem dieser Bot läuft, nicht hören.',
    protected: 'SoundCloud schützt „{title}“ mit DRM: Es spielt nur in seinem eigenen Player.',
    processing: 'SoundCloud bereitet „{title}“ noch auf. Versuche es in ein paar Minuten wieder.',
    'no-sound': 'SoundCloud gibt von „{title}“ keinen Ton heraus.',
    'not-sound': 'Dieser Link führt bei SoundCloud weder zu einem Titel noch zu einer Liste von Titeln.',
    refused: 'SoundCloud lässt uns nicht hinein (HTTP {status}).',
    'no-client-id': 'SoundCloud sagt uns nicht mehr, wie man es fragt. Versuche es später, oder eine andere Quelle.',
    garbled: 'SoundCloud antwortet etwas, das nicht zu verstehen ist.',
  },
  fr: {
    gone: 'SoundCloud n’a rien à cette adresse : c’est privé, ou cela a été retiré.',
    'go-plus': '« {title} » est un titre SoundCloud GO+ : sans abonnement, il n’y en a que 30 secondes.',
    country: 'SoundCloud ne permet pas d’écouter « {title} » dans le pays où ce bot fonctionne.',
    protected: 'SoundCloud protège « {title} » par DRM : le titre ne se lit que dans son propre lecteur.',
    processing: 'SoundCloud prépare encore « {title} ». Réessayez dans quelques minutes.',
    'no-sound': 'SoundCloud ne donne pas le son de « {title} ».',
    'not-sound': 'Ce lien ne mène, chez SoundCloud, ni à un titre ni à une liste de titres.',
    refused: 'SoundCloud ne nous laisse pas entrer (HTTP {status}).',
    'no-client-id': 'SoundCloud ne nous dit plus comment l’interroger. Réessayez plus tard, ou une autre source.',
    garbled: 'SoundCloud répond quelque chose d’incompréhensible.',
  },
} as const);
