/** A title, an artist and a length in seconds, as a source tells them. */
export type Told = readonly [title: string, author: string, seconds: number];

/** Two descriptions, and whether they are of the same recording. */
export interface MatchPair {
  readonly why: string;
  readonly one: Told;
  readonly other: Told;
}

const pair = (why: string, one: Told, other: Told): MatchPair => ({ why, one, other });

/** One recording, as two sources call it. All names are invented; the ways of spelling are not. */
export const SAME: readonly MatchPair[] = [
  pair('spelled alike', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop', 'The Tonearms', 200]),
  pair('in capitals', ['Needle Drop', 'The Tonearms', 200], ['NEEDLE DROP', 'THE TONEARMS', 201]),
  pair('with accents', ['Café Bleu', 'Édith Méline', 190], ['Cafe Bleu', 'Edith Meline', 191]),
  pair('with a curly apostrophe', ["Don't Lift It", 'The Tonearms', 180], ['Don’t Lift It', 'The Tonearms', 182]),
  pair(
    'by the artist’s own channel',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop', 'The Tonearms - Topic', 200],
  ),
  pair(
    'by a VEVO channel',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop', 'TheTonearmsVEVO', 203],
  ),
  pair(
    'an official video',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Official Video)', 'The Tonearms', 204],
  ),
  pair(
    'an official music video in HD',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop [Official Music Video] [HD]', 'Groove Records', 200],
  ),
  pair(
    'a video in 4K, remastered',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Official Video) [4K Remastered]', 'The Tonearms', 201],
  ),
  pair(
    'official audio',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms | Needle Drop (Official Audio)', 'The Tonearms', 200],
  ),
  pair(
    'a lyric video',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms – Needle Drop (Official Lyric Video)', 'The Tonearms', 200],
  ),
  pair('with lyrics', ['Needle Drop', 'The Tonearms', 200], ['The Tonearms - Needle Drop (Lyrics)', 'LyricHouse', 198]),
  pair('a visualizer', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Visualizer)', 'The Tonearms', 200]),
  pair(
    'the audio only',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop [Audio]', 'The Tonearms', 200],
  ),
  pair(
    'title first, artist behind',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop - The Tonearms', 'old records', 200],
  ),
  pair('in quotes', ['Needle Drop', 'The Tonearms', 200], ['The Tonearms - "Needle Drop"', 'The Tonearms', 200]),
  pair(
    'a guest in the title',
    ['Needle Drop (feat. Shellac)', 'The Tonearms', 200],
    ['Needle Drop', 'The Tonearms, Shellac', 200],
  ),
  pair(
    'a guest by ft.',
    ['Needle Drop (feat. Shellac)', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop ft. Shellac', 'The Tonearms', 200],
  ),
  pair(
    'a guest by featuring',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop [featuring Shellac]', 'The Tonearms', 200],
  ),
  pair('a guest by with', ['Needle Drop (with Shellac)', 'The Tonearms', 200], ['Needle Drop', 'The Tonearms', 200]),
  pair(
    'a guest among the artists',
    ['Needle Drop', 'The Tonearms & Shellac', 200],
    ['Needle Drop', 'The Tonearms', 200],
  ),
  pair(
    'two artists by x',
    ['Needle Drop', 'The Tonearms, Shellac', 200],
    ['The Tonearms x Shellac - Needle Drop', 'Groove Records', 200],
  ),
  pair(
    'a producer named behind',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop (Prod. by Shellac)', 'The Tonearms', 200],
  ),
  pair('remastered', ['Needle Drop - 2011 Remaster', 'The Tonearms', 200], ['Needle Drop', 'The Tonearms', 202]),
  pair(
    'remastered in brackets',
    ['Needle Drop (Remastered 2009)', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop', 'The Tonearms', 199],
  ),
  pair(
    'a digital remaster',
    ['Needle Drop - 1999 Digital Remaster', 'The Tonearms', 200],
    ['Needle Drop', 'The Tonearms', 200],
  ),
  pair(
    'remastered differently',
    ['Needle Drop - Remastered 2009', 'The Tonearms', 200],
    ['Needle Drop (2011 Remaster)', 'The Tonearms', 200],
  ),
  pair(
    'of an album for anniversaries',
    ['Needle Drop (Deluxe Edition)', 'The Tonearms', 200],
    ['Needle Drop', 'The Tonearms', 200],
  ),
  pair(
    'the version of the album',
    ['Needle Drop - Album Version', 'The Tonearms', 200],
    ['Needle Drop', 'The Tonearms', 200],
  ),
  pair('the single', ['Needle Drop - Single Version', 'The Tonearms', 200], ['Needle Drop', 'The Tonearms', 200]),
  pair(
    'the mix it always was',
    ['Needle Drop - Original Mix', 'The Tonearms', 200],
    ['Needle Drop', 'The Tonearms', 200],
  ),
  pair('explicit', ['Needle Drop [Explicit]', 'The Tonearms', 200], ['Needle Drop', 'The Tonearms', 200]),
  pair(
    'from a film',
    ['Needle Drop - From "The Groove"', 'The Tonearms', 200],
    ['Needle Drop (From “The Groove”)', 'The Tonearms', 200],
  ),
  pair('a little longer', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop', 'The Tonearms', 204]),
  pair(
    'with a black picture around',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop', 'The Tonearms', 206],
  ),
  pair('live, both of them', ['Needle Drop - Live', 'The Tonearms', 200], ['Needle Drop (Live)', 'The Tonearms', 200]),
  pair(
    'live at the same place',
    ['Needle Drop - Live at Wembley', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Live at Wembley)', 'The Tonearms', 200],
  ),
  pair(
    'the same remix',
    ['Needle Drop - Shellac Remix', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Shellac Remix)', 'Shellac', 200],
  ),
  pair(
    'acoustic, both of them',
    ['Needle Drop - Acoustic', 'The Tonearms', 200],
    ['Needle Drop (Acoustic Version)', 'The Tonearms', 200],
  ),
  pair('the same part', ['Runout Groove, Pt. 2', 'The Tonearms', 200], ['Runout Groove (Part 2)', 'The Tonearms', 200]),
  pair(
    'the same part in Roman numbers',
    ['Runout Groove, Pt. II', 'The Tonearms', 200],
    ['Runout Groove Part 2', 'The Tonearms', 200],
  ),
  pair(
    'a number in its name',
    ['33 1/3', 'The Tonearms', 200],
    ['The Tonearms - 33 1/3 (Official Audio)', 'The Tonearms', 200],
  ),
  pair('with an ampersand', ['Dust & Static', 'The Tonearms', 200], ['Dust and Static', 'The Tonearms', 200]),
  pair('Japanese', ['針の音', '東京レコード', 200], ['東京レコード - 針の音 (Official Video)', '東京レコード', 200]),
  pair(
    'Japanese brackets',
    ['針の音', '東京レコード', 200],
    ['東京レコード「針の音」Music Video', '東京レコード', 201],
  ),
  pair('Korean', ['바늘 소리', '서울 레코드', 200], ['서울 레코드 - 바늘 소리 [Official MV]', '서울 레코드', 200]),
  pair(
    'Chinese, in full width',
    ['唱针落下', '北京唱片', 200],
    ['北京唱片 － 唱针落下【Official MV】', '北京唱片', 202],
  ),
  pair('Russian', ['Игла упала', 'Пластинки', 200], ['Пластинки - Игла упала (Официальное видео)', 'Пластинки', 200]),
  pair('Greek', ['Η βελόνα', 'Οι Δίσκοι', 200], ['Οι Δίσκοι - Η Βελόνα (Official Video)', 'Οι Δίσκοι', 200]),
  pair('Arabic', ['صوت الإبرة', 'الأسطوانات', 200], ['الأسطوانات - صوت الإبرة', 'الأسطوانات', 201]),
  pair('Hebrew', ['צליל המחט', 'התקליטים', 200], ['התקליטים - צליל המחט (Official Audio)', 'התקליטים', 200]),
  pair('Hindi', ['सुई की आवाज़', 'रिकॉर्ड्स', 200], ['सुई की आवाज़ (Official Video)', 'रिकॉर्ड्स', 200]),
  pair('Thai', ['เสียงเข็ม', 'แผ่นเสียง', 200], ['แผ่นเสียง - เสียงเข็ม [Official MV]', 'แผ่นเสียง', 200]),
  pair(
    'German, official in German',
    ['Nadelsturz', 'Die Tonarme', 200],
    ['Die Tonarme - Nadelsturz (Offizielles Video)', 'Die Tonarme', 200],
  ),
  pair(
    'French, official in French',
    ['Le Saphir', 'Les Bras', 200],
    ['Les Bras - Le Saphir (Clip Officiel)', 'Les Bras', 200],
  ),
  pair(
    'Spanish, official in Spanish',
    ['La Aguja', 'Los Brazos', 200],
    ['Los Brazos - La Aguja (Video Oficial)', 'Los Brazos', 200],
  ),
  pair('an artist of one letter more', ['Needle Drop', 'Tonearms', 200], ['Needle Drop', 'The Tonearms', 200]),
  pair(
    'an artist who is not named',
    ['Needle Drop on a Sunday Morning', 'The Tonearms', 200],
    ['Needle Drop on a Sunday Morning', '', 200],
  ),
  pair(
    'a title that holds a word for versions',
    ['Live and Let Spin', 'The Tonearms', 200],
    ['The Tonearms - Live and Let Spin', 'The Tonearms', 200],
  ),
  pair(
    'a cut for the radio that is as long, and not called one',
    ['Needle Drop - Radio Edit', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Official Video)', 'The Tonearms', 202],
  ),
  pair(
    'a cut for the radio by another word',
    ['Needle Drop - Radio Edit', 'The Tonearms', 200],
    ['Needle Drop (Radio Mix)', 'The Tonearms', 200],
  ),
  pair(
    'extended, by another word',
    ['Needle Drop - Extended Mix', 'The Tonearms', 400],
    ['Needle Drop (Extended Version)', 'The Tonearms', 400],
  ),
  pair(
    'a year behind it',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (1985)', 'The Tonearms', 200],
  ),
  pair(
    'a year behind a dash',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop - 1985', 'The Tonearms', 200],
  ),
  pair(
    'a year that is its name',
    ['1985', 'The Tonearms', 200],
    ['The Tonearms - 1985 (Official Video)', 'The Tonearms', 200],
  ),
  pair(
    'a stereo remaster',
    ['Needle Drop - 2009 Stereo Remaster', 'The Tonearms', 200],
    ['Needle Drop', 'The Tonearms', 200],
  ),
  pair(
    'with its album',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (from the album First Pressing)', 'The Tonearms', 200],
  ),
  pair(
    'with its film',
    ['Needle Drop - From "The Groove" Soundtrack', 'The Tonearms', 200],
    ['Needle Drop', 'The Tonearms', 200],
  ),
  pair('by a VEVO channel that leaves out strokes', ['Needle Drop', 'TO/NE', 200], ['Needle Drop', 'toneVEVO', 200]),
  pair('by a channel without blanks', ['Needle Drop', 'TO/NE', 200], ['Needle Drop', 'ToneOfficial', 200]),
  pair(
    'Korean, with the artist in two scripts',
    ['바늘 소리 (Needle)', '서울 레코드', 200],
    ['[MV] 서울 레코드(Seoul Records) _ 바늘 소리(Needle)', '1theK', 200],
  ),
  pair(
    'Korean, the title in quotes',
    ['Needle', 'SEOUL', 200],
    ["SEOUL (서울) 'Needle' Official MV", 'Seoul Labels', 200],
  ),
  pair(
    'sped up, both of them',
    ['Needle Drop - Sped Up', 'The Tonearms', 160],
    ['Needle Drop (spedup version)', 'The Tonearms', 160],
  ),
  pair(
    'Japanese, both sung so',
    ['Needle Drop -Japanese ver.-', 'The Tonearms', 200],
    ['Needle Drop (Japanese Version)', 'The Tonearms', 200],
  ),
];

/** Two recordings, which may look like one. */
export const DIFFERENT: readonly MatchPair[] = [
  pair('a live take', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Live)', 'The Tonearms', 200]),
  pair(
    'a live take by its place',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop (Live at Wembley)', 'The Tonearms', 202],
  ),
  pair(
    'a live session',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Live Session)', 'The Tonearms', 200],
  ),
  pair('unplugged', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop - Unplugged', 'The Tonearms', 200]),
  pair('a remix', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop - Shellac Remix', 'The Tonearms', 200]),
  pair(
    'another remix',
    ['Needle Drop - Shellac Remix', 'The Tonearms', 200],
    ['Needle Drop - Vinyl Remix', 'The Tonearms', 200],
  ),
  pair('an edit', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop - Radio Edit', 'The Tonearms', 195]),
  pair('an extended mix', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Extended Mix)', 'The Tonearms', 205]),
  pair('acoustic', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Acoustic)', 'The Tonearms', 200]),
  pair('instrumental', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Instrumental)', 'The Tonearms', 200]),
  pair('karaoke', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Karaoke Version)', 'Sing Along', 200]),
  pair(
    'in the style of',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop (In the Style of The Tonearms)', 'Sing Along', 200],
  ),
  pair(
    'made famous by',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop (Made Famous by The Tonearms)', 'Sing Along', 200],
  ),
  pair('a cover', ['Needle Drop', 'The Tonearms', 200], ['The Tonearms - Needle Drop (Cover by Anna)', 'Anna', 200]),
  pair(
    'a tribute',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop (Tribute to The Tonearms)', 'The Copyists', 200],
  ),
  pair('on the piano', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Piano Version)', 'The Tonearms', 200]),
  pair('by a string quartet', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop', 'The String Quartet Players', 200]),
  pair('sped up', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Sped Up)', 'The Tonearms', 196]),
  pair(
    'sped up, with a hyphen',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop - sped-up version', 'The Tonearms', 196],
  ),
  pair('slowed', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (slowed + reverb)', 'The Tonearms', 205]),
  pair('nightcore', ['Needle Drop', 'The Tonearms', 200], ['Nightcore - Needle Drop', 'nightly', 195]),
  pair('8D', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (8D Audio)', 'The Tonearms', 200]),
  pair('bass boosted', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop [Bass Boosted]', 'The Tonearms', 200]),
  pair('a demo', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Demo)', 'The Tonearms', 200]),
  pair('recorded anew', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Re-recorded)', 'The Tonearms', 200]),
  pair(
    'the artist’s own version',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop (The Tonearms’ Version)', 'The Tonearms', 200],
  ),
  pair('clean', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Clean)', 'The Tonearms', 200]),
  pair('a reaction', ['Needle Drop', 'The Tonearms', 200], ['The Tonearms - Needle Drop REACTION', 'Watcher', 200]),
  pair(
    'a lesson',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Guitar Lesson)', 'Teacher', 200],
  ),
  pair(
    'the whole album',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Full Album)', 'The Tonearms', 2_400],
  ),
  pair('one hour of it', ['Needle Drop', 'The Tonearms', 200], ['The Tonearms - Needle Drop (1 Hour)', 'loops', 3_600]),
  pair('another part', ['Runout Groove, Pt. 1', 'The Tonearms', 200], ['Runout Groove, Pt. 2', 'The Tonearms', 200]),
  pair(
    'another part in Roman numbers',
    ['Runout Groove I', 'The Tonearms', 200],
    ['Runout Groove II', 'The Tonearms', 200],
  ),
  pair('another number', ['Étude No. 3', 'The Tonearms', 200], ['Étude No. 4', 'The Tonearms', 200]),
  pair(
    'another movement',
    ['Symphony No. 5: I. Allegro', 'The Tonearms', 400],
    ['Symphony No. 5: II. Andante', 'The Tonearms', 400],
  ),
  pair('the sequel', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop 2', 'The Tonearms', 200]),
  pair('another title', ['Needle Drop', 'The Tonearms', 200], ['Dust Cover', 'The Tonearms', 200]),
  pair(
    'a title that begins alike',
    ['Needle', 'The Tonearms', 200],
    ['Needle Drop on a Sunday Morning', 'The Tonearms', 200],
  ),
  pair('another artist', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop', 'Margo Vane', 200]),
  pair('another artist, a short title', ['Home', 'The Tonearms', 200], ['Home', 'Margo Vane', 200]),
  pair('too long', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop', 'The Tonearms', 215]),
  pair('Japanese, another title', ['針の音', '東京レコード', 200], ['夜の海', '東京レコード', 200]),
  pair('Korean, live', ['바늘 소리', '서울 레코드', 200], ['바늘 소리 (라이브)', '서울 레코드', 200]),
  pair('Japanese, a cover', ['針の音', '東京レコード', 200], ['針の音 歌ってみた', 'ユミ', 200]),
  pair('Russian, a cover', ['Игла упала', 'Пластинки', 200], ['Пластинки - Игла упала (кавер)', 'Анна', 200]),
  pair('Spanish, live', ['La Aguja', 'Los Brazos', 200], ['La Aguja (En Vivo)', 'Los Brazos', 200]),
  pair('French, live', ['Le Saphir', 'Les Bras', 200], ['Le Saphir (en concert)', 'Les Bras', 200]),
  pair('Chinese, another artist', ['唱针落下', '北京唱片', 200], ['唱针落下', '李明', 200]),
  pair(
    'a cut for the radio that is shorter',
    ['Needle Drop - Radio Edit', 'The Tonearms', 200],
    ['Needle Drop', 'The Tonearms', 203],
  ),
  pair('of another year', ['Needle Drop (1985)', 'The Tonearms', 200], ['Needle Drop (2003)', 'The Tonearms', 200]),
  pair(
    'a festival',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Glastonbury 2019)', 'The Tonearms', 200],
  ),
  pair(
    'a session at a station',
    ['Needle Drop', 'The Tonearms', 200],
    ['Needle Drop - BBC Session', 'The Tonearms', 200],
  ),
  pair(
    'live in a room',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop - Live From The Basement', 'The Tonearms', 200],
  ),
  pair('stripped', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Stripped)', 'The Tonearms', 200]),
  pair('sped up, in one word', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (spedup)', 'The Tonearms', 200]),
  pair('daycore', ['Needle Drop', 'The Tonearms', 200], ['Daycore - Needle Drop', 'nightly', 200]),
  pair('without the voice', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (off vocal)', 'The Tonearms', 200]),
  pair('dub', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Dub)', 'The Tonearms', 200]),
  pair(
    'a remix in short',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Shellac Rmx)', 'The Tonearms', 200],
  ),
  pair('a flip', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop (Shellac Flip)', 'The Tonearms', 200]),
  pair(
    'for guitarists',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms - Needle Drop (Guitar Tabs)', 'Teacher', 200],
  ),
  pair('in another tongue', ['Needle Drop', 'The Tonearms', 200], ['Needle Drop -Japanese ver.-', 'The Tonearms', 200]),
  pair(
    'in two other tongues',
    ['Needle Drop (Japanese Version)', 'The Tonearms', 200],
    ['Needle Drop (Korean Version)', 'The Tonearms', 200],
  ),
  pair('the length of an opening', ['針の音', '東京レコード', 200], ['針の音 (TV Size)', '東京レコード', 200]),
  pair('two channels that are called what channels are', ['Needle Drop', 'Channel', 200], ['Needle Drop', 'TV', 200]),
  pair(
    'live, in brackets behind the artist',
    ['Needle Drop', 'The Tonearms', 200],
    ['The Tonearms (Live) - Needle Drop', 'The Tonearms', 200],
  ),
];
