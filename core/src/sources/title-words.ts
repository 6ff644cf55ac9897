/** The mark of a cut for the radio: often the only one that there is, and then it is called nothing. */
export const RADIO = 'radio';
const RADIO_CUT = /\bradio (?:edit|mix|version)\b/g;

/** Words of a title that make another recording of the same piece, in one spelling each: both titles have them, or neither. */
const VERSIONS: readonly (readonly [mark: string, spellings: RegExp])[] = [
  [
    'live',
    /\b(?:live|in concert|en concert|en vivo|en directo|ao vivo|dal vivo|tiny desk|(?:bbc|peel|radio|kexp) sessions?)\b/g,
  ],
  ['acoustic', /\b(?:acoustic|unplugged|stripped|acustico|acustica|acoustique|akustik)\b/g],
  ['instrumental', /\b(?:instrumental|off vocal|no vocals?|without vocals?)\b/g],
  ['karaoke', /\b(?:karaoke|in the style of|made famous by|originally performed by|backing track)\b/g],
  ['a cappella', /\ba ?cappella\b/g],
  ['remix', /\b(?:remix(?:ed)?|rmx|bootleg|mash ?up|rework|flip|vip)\b/g],
  ['dub', /\bdub\b/g],
  [RADIO, RADIO_CUT],
  ['mix', /(?<!\bextended |\bradio )\bmix\b/g],
  ['edit', /(?<!\bradio )\bedit\b/g],
  ['short', /\b(?:tv|game|anime) size\b/g],
  ['extended', /\bextended\b/g],
  ['cover', /\b(?:cover(?:ed by)?|tribute)\b/g],
  ['demo', /\b(?:demo|rehearsal|outtake)\b/g],
  ['again', /\b(?:re ?recorded|rerecording|reprise)\b/g],
  ['arranged', /\b(?:piano|orchestral|orchestra|symphonic|string quartet|8 ?bit|music box|lullaby)\b/g],
  ['fast', /\b(?:nightcore|sped ?up|speed ?up)\b/g],
  ['slow', /\b(?:slowed|reverb|daycore)\b/g],
  ['changed', /\b(?:8d|16d|bass boosted|lo ?fi)\b/g],
  ['clean', /\b(?:clean|censored)\b/g],
  [
    'about',
    /\b(?:reaction|lesson|tutorial|how to play|tabs?|chords|first time hearing|behind the scenes|teaser|trailer|preview|interview)\b/g,
  ],
  ['long', /\b(?:full album|\d+ hours?|loop(?:ed)?)\b/g],
];

/** The same, where words are not parted by spaces, or not in Latin letters. */
const FOREIGN_VERSIONS: readonly (readonly [mark: string, spellings: readonly string[]])[] = [
  ['live', ['ライブ', '라이브', '现场', '現場', '演唱会', '演唱會', 'концерт', 'живое']],
  ['cover', ['カバー', '歌ってみた', '弾いてみた', '커버', '翻唱', 'кавер']],
  ['remix', ['リミックス', '리믹스', 'ремикс']],
  ['karaoke', ['カラオケ', '노래방', '卡拉', 'караоке']],
  ['instrumental', ['インスト', '伴奏', 'минус']],
  ['acoustic', ['アコースティック', '어쿠스틱', 'акустик']],
];

/** What says nothing about the recording. */
const NOISE = new RegExp(
  `\\b(?:${[
    'original mix',
    '(?:album|single|original|studio|main|lp) version',
    '(?:official|officiel(?:le)?|oficial|offiziell(?:es|er|e)?|ufficiale)',
    '(?:music|lyrics?|tour|fan) video',
    'video ?clip|clip|musikvideo|musik|music|video|audio|lyrics?|letra|paroles|visuali[sz]er|mv|m v|pv',
    'hd|hq|uhd|4k|1080p|720p|explicit',
    '(?:19|20)\\d\\d (?:(?:digital|stereo|mono) )*remaster(?:ed)?|(?:digital(?:ly)? )?remaster(?:ed)?(?: (?:version|edition))?(?: (?:19|20)\\d\\d)?',
    '(?:\\d+(?:st|nd|rd|th) anniversary|anniversary|(?:super )?deluxe|expanded|special|bonus)(?: (?:edition|version|track))?',
    'topic|vevo|full song',
  ].join('|')})\\b`,
  'g',
);
/** The same in other scripts. */
const FOREIGN_NOISE = [
  'официальное',
  'официальный',
  'видео',
  'клип',
  '公式',
  '公式ビデオ',
  '官方',
  '官方版',
  '공식',
].map(plain);

/** Guests stand in the title at one source, and among the artists at the other; who made it, at few. */
const GUESTS =
  /[([]?\b(?:feat|ft|featuring|prod(?:uced)?\b\.?(?:\s+by)?)\b\.?\s[^()[\]]*[)\]]?|[([]with\s[^()[\]]*[)\]]/giu;
/** Where it stands beside: on which album, in which film. */
const ORIGIN =
  /(?:[([]|\s[-–—]\s)from (?:the (?:album|ep|film|movie|motion picture|musical|series|soundtrack)\b|["“«])[^()[\]]*[)\]]?/giu;
/** The title behind the name of who sings it, where no dash parts them. */
const QUOTED = /(?<=^|\s)(?:["“]([^"“”]{2,})["”]|['‘]([^'‘’]{2,})['’])(?=\s|$)/gu;
/** A year that is all that stands in brackets, or behind a dash. */
const YEAR = /[([]\s*((?:19|20)\d\d)\s*[)\]]|\s[-–—]\s((?:19|20)\d\d)\s*$/u;
/** Tongues in which pieces are sung anew, behind which such a version is called one. */
const TONGUES =
  /\b(?:japanese|korean|english|spanish|french|german|italian|chinese|mandarin|portuguese|russian|arabic|hindi|turkish|thai)(?= ver(?:sion)?\b)/g;
/** Brackets that part a title as a dash does. */
const CORNERS = /[「」『』【】《》〈〉〔〕]/gu;
const DASH = /\s[-–—―|:•~_]+\s|\s*\|\s*/u;
const BRACKETS = /[([][^()[\]]*[)\]]/gu;
const ROMAN = [
  'ii',
  'iii',
  'iv',
  'v',
  'vi',
  'vii',
  'viii',
  'ix',
  'x',
  'xi',
  'xii',
  'xiii',
  'xiv',
  'xv',
  'xvi',
  'xvii',
  'xviii',
  'xix',
  'xx',
];

/** What is longer is no title, and would only take time. */
const LONGEST_TITLE = 300;

/** A title taken to pieces. */
export interface TitleWords {
  /** Its name alone: without the artist, without what says nothing. */
  readonly name: string;
  /** The words and numbers that tell recordings and parts apart, in an order of their own. */
  readonly marks: readonly string[];
  /** When it was made, where the title tells so; else empty. */
  readonly year: string;
  /** What stands beside those words, as *Wembley* beside *live at*; empty when nothing does. */
  readonly version: string;
}

/** @param isArtist whether a name is one of the artists', who stand before or behind a dash at some sources */
export function readTitle(title: string, isArtist: (name: string) => boolean): TitleWords {
  const told = title.slice(0, LONGEST_TITLE).normalize('NFKC').replace(GUESTS, ' ').replace(ORIGIN, ' ');
  const [asYear = '', inBrackets, behind] = YEAR.exec(told) ?? [];
  // A title may be nothing but a year.
  const year = asYear.trim() === told.trim() ? '' : (inBrackets ?? behind ?? '');
  const whole = (year === '' ? told : told.replace(asYear, ' ')).replace(QUOTED, ' | $1$2 | ').replace(CORNERS, ' | ');
  const parts = whole.split(DASH).map((part) => part.trim());
  const core = parts.filter((part) => part !== '' && !isNameOf(part, isArtist));
  const kept = core.length > 0 ? core : parts;
  const words = withNumbers(kept.map(plain).join(' '));
  const quiet = withoutNoise(words);
  const marks = [...versionsIn(quiet), ...(quiet.match(TONGUES) ?? []), ...(quiet.match(/\d+/g) ?? [])];
  return {
    name: tidy(quiet.replace(RADIO_CUT, ' ')) || quiet || words || title.trim(),
    marks: [...new Set(marks)].sort(),
    year,
    version: kept.map(versionOf).join(' ').trim(),
  };
}

/** Whether a part of a title is who made it, also with another spelling of that in brackets. */
function isNameOf(part: string, isArtist: (name: string) => boolean): boolean {
  if (namesOf(part).every(isArtist)) return true;
  const bare = part.replace(BRACKETS, ' ');
  const names = namesOf(bare);
  return names.length > 0 && names.every(isArtist) && versionsIn(plain(part)).length === versionsIn(plain(bare)).length;
}

/** The single names in a text that may hold several. */
export function namesOf(text: string): readonly string[] {
  const names = text
    .slice(0, LONGEST_TITLE)
    .split(/\s*(?:,|&|\/|;|、|\bx\b|×|\band\b|\bund\b|\bet\b|\by\b|\bfeat\b\.?|\bft\b\.?|\bfeaturing\b)\s*/iu);
  return names.map((name) => withoutNoise(plain(name))).filter((name) => name !== '');
}

/** Lower case letters and digits, words apart by one space; accents are left out. */
export function plain(text: string): string {
  const letters = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    // The letters of a Korean syllable are one again.
    .normalize('NFC');
  return tidy(
    letters
      .replace(/['’]/gu, '')
      .replace(/&/gu, ' and ')
      .replace(/[^\p{L}\p{N}]+/gu, ' '),
  );
}

function tidy(words: string): string {
  return words.replace(/\s+/gu, ' ').trim();
}

function withoutNoise(words: string): string {
  const quiet = tidy(words.replace(NOISE, ' '));
  return quiet
    .split(' ')
    .filter((word) => !FOREIGN_NOISE.includes(word))
    .join(' ');
}

/** `pt ii` is `part 2`: Roman numbers from two on, and one, five and ten where they can be nothing else. */
function withNumbers(words: string): string {
  return words
    .replace(/\bpts?\b/g, 'part')
    .replace(/\b(part|no|vol|volume|chapter|act|book) i\b/g, '$1 1')
    .replace(
      /\b(part|no|vol|volume|chapter|act|book) ([vx])\b/g,
      (_, what: string, number: string) => `${what} ${value(number)}`,
    )
    .replace(/\b[ivx]{2,5}\b/g, (number) => (ROMAN.includes(number) ? value(number) : number));
}

function value(roman: string): string {
  return String(ROMAN.indexOf(roman) + 2);
}

const FOREIGN_MARKS = FOREIGN_VERSIONS.map(([mark, spellings]) => [mark, spellings.map(plain)] as const);

function versionsIn(words: string): readonly string[] {
  const latin = VERSIONS.filter(([, spellings]) => words.search(spellings) >= 0).map(([mark]) => mark);
  const foreign = FOREIGN_MARKS.filter(([, spellings]) => spellings.some((spelling) => words.includes(spelling)));
  return [...latin, ...foreign.map(([mark]) => mark)];
}

/** The brackets, or the part behind a dash, in which a version is named, without the words for it. */
function versionOf(part: string, index: number): string {
  const brackets = [...part.matchAll(/[([]([^()[\]]*)[)\]]/gu)].map(([, inner = '']) => inner);
  const named = [...brackets, ...(index > 0 ? [part] : [])].map(plain).filter((words) => versionsIn(words).length > 0);
  const bare = named.map((words) =>
    VERSIONS.reduce((left, [, spellings]) => left.replace(spellings, ' '), withoutNoise(words)).replace(
      /\b(?:version|ver|at|from|in|the|by|of|on|to|session|take|performance)\b/g,
      ' ',
    ),
  );
  return tidy(bare.join(' '));
}
