// Where the numbers of the presets come from.

const guide = 'Netflix Timed Text Style Guide';

const article = (number: string): string =>
  `partnerhelp.netflixstudios.com/hc/en-us/articles/${number}`;

const chinese = `${guide}, Chinese: ${article('215986007')}; reading speed: Subtitle Edit`;
const japanese = `${guide}, Japanese, as checked by Subtitle Edit`;
const korean = `${guide}, Korean: ${article('216001127')}; reading speed: Subtitle Edit`;
const bbc = 'BBC Subtitle Guidelines, sections 3 to 5; longest duration: asrctl';
const own = 'asrctl';

/** The source of each preset, by its name. */
export const styleSources: Readonly<Record<string, string>> = {
  'netflix-en': `${guide}, English: ${article('217350977')}`,
  netflix: `${guide}, General Requirements: ${article('215758617')}`,
  'netflix-zh': chinese,
  'netflix-zh-sdh': chinese,
  'netflix-ja': japanese,
  'netflix-ja-sdh': japanese,
  'netflix-ko': korean,
  'netflix-ko-sdh': korean,
  'netflix-th': `${guide}, Thai, as checked by Subtitle Edit`,
  'netflix-ar': `${guide}, Arabic, as checked by Subtitle Edit`,
  'netflix-hi': `${guide}, Hindi, as checked by Subtitle Edit`,
  bbc,
  'bbc-vertical': bbc,
  ted: "TED translators' cheat sheet",
  amazon: 'profile of Subtitle Edit for Amazon Prime Video',
  dcmp: 'DCMP Captioning Key: dcmp.org/captioningkey; longest duration: asrctl',
  youtube: own,
  shorts: own,
  raw: own,
};
