import { describe, expect, test } from 'vitest';
import { findLanguage, shape, styleFor, withLanguage } from '../../../src/subtitles/index.js';
import { readTranscript } from '../../../src/transcripts/documents.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { segment } from '../support.js';

/** The first article of the Universal Declaration of Human Rights and other plain sentences. */
const texts: Readonly<Record<string, string>> = {
  en: 'All human beings are born free and equal in dignity and rights. They are endowed with reason and should act towards one another in a spirit of brotherhood.',
  de: 'Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.',
  fr: 'Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.',
  es: 'Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y conciencia, deben comportarse fraternalmente los unos con los otros.',
  it: 'Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di fratellanza.',
  pt: 'Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e de consciência, devem agir uns para com os outros em espírito de fraternidade. Isso não é um sonho, mas o que se pode fazer.',
  nl: 'Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te gedragen.',
  pl: 'Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu braterstwa, że tak jest.',
  cs: 'Všichni lidé se rodí svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni rozumem a svědomím a mají spolu jednat v duchu bratrství, že by to tak bylo.',
  tr: 'Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler ve bu dünyada her insan için çok önemli bir hak gibi kabul edilir.',
  vi: 'Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền. Mọi con người đều được tạo hoá ban cho lý trí và lương tâm và cần phải đối xử với nhau trong tình bằng hữu.',
  ru: 'Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства.',
  uk: 'Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.',
  el: 'Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι προικισμένοι με λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ τους με πνεύμα αδελφοσύνης.',
  ar: 'يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء من كل هذا على أن لا يكون',
  he: 'כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם לנהוג איש ברעהו ברוח של אחווה, גם אם הוא לא רק על כל זה.',
  hi: 'सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है। उन्हें बुद्धि और अन्तरात्मा की देन प्राप्त है और परस्पर उन्हें भाईचारे के भाव से बर्ताव करना चाहिए।',
  ko: '모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.',
  zh: '人人生而自由，在尊严和权利上一律平等。',
  ja: 'すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。',
  th: 'มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ',
};

describe('the language of a text', () => {
  test.each(Object.entries(texts))('%s', (language, text) => {
    const found = findLanguage([segment(0, 1, text)]);
    expect(found.language).toBe(language);
    expect(found.confidence).toBeGreaterThanOrEqual(0.9);
  });

  test.each([
    ['too short', 'Hallo Anna'],
    ['no words', '1 2 3'],
    ['nothing', ''],
    ['a language without rules', 'Alla människor är födda fria och lika i värde och rättigheter.'],
  ])('is unknown: %s', (_, text) => {
    expect(findLanguage([segment(0, 1, text)])).toEqual({ language: null, confidence: 0 });
  });
});

test('a language that was named wins', () => {
  const named = transcriptOf([segment(0, 1, texts['es'] ?? '')], 'en');
  expect(withLanguage(named)).toBe(named);
});

test('the transcript document says which language was found, and how sure', () => {
  const found = withLanguage(transcriptOf([segment(0, 1, texts['es'] ?? '')]));
  expect(found).toMatchObject({ language: 'es', languageConfidence: 1 });
  expect(readTranscript(JSON.parse(JSON.stringify(found)))).toEqual(found);
});

test('no Spanish line ends on an article when nobody named the language', () => {
  const text =
    'Vamos a ver cómo funciona la aplicación que hemos hecho para los usuarios de la red y también el ' +
    'resto de las herramientas que se pueden encontrar en la página del proyecto en los próximos días';
  const transcript = transcriptOf([segment(0, 14_000, text)]);
  const lines = shape(transcript, styleFor(null, transcript)).cues.flatMap((cue) => cue.lines);
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((line) => /(?:^| )(?:el|la|los|las|de|que|en)$/.test(line))).toEqual([]);
});
