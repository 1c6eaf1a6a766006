// A sentence in the language of a style, as the words of a transcript.
import { transcriptOf, type Transcript, type Word } from '../../transcripts/transcript.js';

/** By the language in the name of a style; English for all others. */
const sentences: Readonly<Record<string, string>> = {
  en: 'The tide came in earlier than the forecast had said, so we tied the second boat to the inner ring before the wind turned.',
  zh: '潮水比预报来得早，所以我们赶在风向改变之前，把第二条船系在了里面的铁环上。',
  ja: '潮が予報より早く満ちてきたので、風向きが変わる前に、二隻目の船を内側の輪につないだ。',
  ko: '밀물이 예보보다 일찍 들어와서 바람이 바뀌기 전에 두 번째 배를 안쪽 고리에 묶었다.',
  th: 'น้ำขึ้นเร็วกว่าที่พยากรณ์ไว้ เราจึงผูกเรือลำที่สองไว้กับห่วงด้านใน ก่อนที่ลมจะเปลี่ยนทิศ',
  ar: 'جاء المد أبكر مما قالت النشرة، فربطنا القارب الثاني بالحلقة الداخلية قبل أن تتغير الريح.',
  hi: 'ज्वार पूर्वानुमान से पहले आ गया, इसलिए हवा बदलने से पहले हमने दूसरी नाव को भीतरी कड़ी से बाँध दिया।',
};

/** Characters that are spoken in a second: calm speech. */
const speeds: Readonly<Record<string, number>> = { zh: 4.5, ja: 6, ko: 6 };
const plainSpeed = 14;

const wordsOf = (text: string, language: string): string[] =>
  /^(?:zh|ja)$/.test(language) ? (text.match(/.[，。、]?/gu) ?? []) : text.split(/(?<= )/);

/** The sample for a style of that name: one segment from 0 s, each word as long as its characters take. */
export const sampleFor = (style: string): Transcript => {
  const found = /-([a-z]{2})(?:-|$)/.exec(style)?.[1] ?? 'en';
  const language = Object.hasOwn(sentences, found) ? found : 'en';
  const msPerCharacter = 1000 / (speeds[language] ?? plainSpeed);
  let startMs = 0;
  const words = wordsOf(sentences[language] ?? '', language).map((text): Word => {
    const endMs = Math.round(startMs + text.length * msPerCharacter);
    const word = { startMs, endMs, text: text.trim(), estimated: false };
    startMs = endMs;
    return word;
  });
  const text = sentences[language] ?? '';
  const segment = { startMs: 0, endMs: startMs, text, speaker: null, channel: null, words };
  return transcriptOf([segment]);
};
