// What it costs the reader when a line or a cue ends between two pieces. 0 is a sentence end.
import { languages, type Words } from './languages.js';
import { hasDense } from './pieces.js';
import { breakCosts as cost } from './weights.js';

/** Prices the break between two neighbouring pieces, `space` telling whether white space parts them. */
export interface Breaks {
  cost(before: string, after: string, space: boolean): number;
  endsSentence(before: string, after: string | null): boolean;
}

const classes = ['conjunctions', 'prepositions', 'determiners', 'bound', 'degree'] as const;
type Class = (typeof classes)[number];

const classCost: Record<Class, number> = {
  conjunctions: cost.afterConjunction,
  prepositions: cost.afterPreposition,
  determiners: cost.afterDeterminer,
  bound: cost.afterBound,
  degree: cost.afterDegree,
};

interface Table {
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
  readonly titles: ReadonlySet<string>;
}

const tableOf = (words: Words | undefined): Table => {
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  if (words === undefined) return { before, after, titles: new Set() };
  for (const word of words.prepositions.split(' ')) before.set(word, cost.beforePreposition);
  for (const word of words.conjunctions.split(' ')) before.set(word, cost.beforeConjunction);
  for (const name of classes) {
    for (const word of words[name].split(' ')) {
      after.set(word, Math.max(classCost[name], after.get(word) ?? 0));
    }
  }
  return { before, after, titles: new Set(words.titles.split(' ')) };
};

const tables = new Map<string, Table>();

/** The table of a language; those without words of their own have punctuation alone. */
const tableFor = (key: string): Table => {
  let table = tables.get(key);
  if (table === undefined) {
    table = tableOf(languages[key]);
    tables.set(key, table);
  }
  return table;
};

const closers = /["'”’»)\]}」』）】》〉]+$/;
const openers = /^["'“‘«([{¿¡„‚「『（【《〈<-]+/;
const bracket = /^[([{（]/;
const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const marks = /^\p{P}+|\p{P}+$/gu;
const simpleWord = /^[a-z']+$/;
const capital = /^\p{Lu}/u;
const digit = /\d/;
const initials = /^(?:\p{Lu}\.)+$/u;

const bare = (piece: string): string => {
  const word = piece.replace('’', "'").toLowerCase();
  return simpleWord.test(word) ? word : word.replace(edges, '');
};

/** The last character that is not a closing quote or bracket, or '' when the piece ends in a letter. */
const endMark = (piece: string): string => {
  const last = piece.charCodeAt(piece.length - 1);
  if ((last >= 97 && last <= 122) || (last >= 0x4e00 && last <= 0x9fff)) return '';
  const inner = piece.replace(closers, '');
  return inner.slice(-1);
};

const endsSentence = (table: Table, before: string, after: string | null): boolean => {
  const mark = endMark(before);
  if (mark === '' || !'.!?…。！？．｡؟।'.includes(mark)) return false;
  if (mark !== '.' && mark !== '…') return true;
  if (mark === '.' && (initials.test(before) || table.titles.has(bare(before))))
    return after === null;
  // "well... maybe": dots that a small letter follows only trail off.
  return after === null || !/^\p{Ll}/u.test(after.replace(openers, ''));
};

/** Cost by the punctuation that the first piece ends with, or null when it ends with none. */
const markCost = (table: Table, before: string, after: string): number | null => {
  const mark = endMark(before);
  if (mark === '') return null;
  if (endsSentence(table, before, after)) return cost.sentence;
  if (';:；：—–⸺'.includes(mark) || before.endsWith('--')) return cost.clause;
  if (',，،'.includes(mark)) return cost.comma;
  if ('、､'.includes(mark)) return cost.enumeration;
  if ('.…'.includes(mark)) {
    return table.titles.has(bare(before)) ? cost.plain + cost.afterTitle : cost.comma;
  }
  return null;
};

const isName = (piece: string): boolean => capital.test(piece.replace(openers, ''));

/** A mark that stands alone belongs to the word before it, an opening one to the word after. */
const strayCost = (before: string, after: string): number =>
  /^[\p{Pe}\p{Pf}\p{Po}]+$/u.test(after) || /^[\p{Ps}\p{Pi}]+$/u.test(before) ? cost.stray : 0;

/** French and Italian words lose their vowel before another: "qu'il" begins as "que" does, "n'es" ends as "es". */
const beforeWord = (table: Table, word: string): number =>
  table.before.get(word) ?? table.before.get(word.slice(0, word.indexOf("'") + 1)) ?? cost.plain;

const spacedCost = (table: Table, before: string, after: string): number => {
  const marked = markCost(table, before, after);
  if (marked !== null) return marked;
  const left = bare(before);
  const right = bare(after);
  let sum = bracket.test(after) ? cost.comma : beforeWord(table, right);
  sum += table.after.get(left) ?? table.after.get(left.slice(left.lastIndexOf("'") + 1)) ?? 0;
  if (isName(before) && isName(after) && left !== 'i' && right !== 'i' && !right.startsWith("i'")) {
    sum += cost.insideName;
  }
  if (left === '' || right === '') sum += strayCost(before, after);
  if (digit.test(before) || digit.test(after)) sum += cost.besideNumber;
  return sum;
};

const zhParticles = /^[的了着过吗呢吧啊呀嘛啦地得们里上下中]$/;
/** Characters that close a phrase: the one before them is not alone. */
const zhTails = /^[的了着过吗呢吧啊呀嘛啦地得们里上下中去来]$/;
const zhOpeners =
  /^(?:但是?|而且|而|因为|所以|如果|然后|虽然|不过|并且?|或者?|以及|还有|就是|可是|于是|只是|只要|只有|由于|因此|比如说?|例如|另外|首先|其次|最后|今天|现在|甚至|同时|其实|那么|要是|即使|尽管|无论|当|此外|接着|随后|后来|总之)$/;
const zhPrepositions =
  /^(?:在|把|被|从|对|对于|向|往|给|跟|和|与|及|或|由|于|按照?|根据|为了?|关于|通过|随着)$/;
const zhBound =
  /^(?:我|你|您|他|她|它|我们|你们|他们|她们|咱们|这|那|这个|那个|一个|是|不|没|没有|很|更|最|都|也|就|还|又|再|才|要|会|能|可以|应该|不是|每|各|第|到|让|使|叫|所|此|某|该|须|将|却|便|只|已|已经|早已|正在|曾|曾经|刚|刚刚|总是|终于|渐渐|如何|怎么|怎样|为什么|哪)$/;
const zhNumber = /[\d一二三四五六七八九十百千万亿两几]$/;
const singleHan = /^\p{Script=Han}$/u;
const kana = /^[\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const jaParticles =
  /^(?:は|が|を|に|へ|と|も|で|の|から|まで|より|や|ね|よ|か|な|ので|のに|けど|って|だ|です|ます|た|て|ない|たい|れる|られる|し|ば|さ|でも|では|には|とは)$/;
const jaPhraseEnds = /(?:は|が|を|に|へ|で|も|と|から|まで|より|ので|のに|けど|ね|よ|て)$/;

const chineseCost = (before: string, after: string): number => {
  if (zhParticles.test(after)) return cost.plain + cost.beforeParticle;
  let sum: number = cost.plain;
  if (zhOpeners.test(after)) sum = cost.beforeConjunction;
  else if (zhPrepositions.test(after)) sum = cost.beforePreposition;
  if (zhOpeners.test(before)) sum += cost.afterConjunction;
  else if (zhPrepositions.test(before)) sum += cost.afterPreposition;
  else if (zhBound.test(before)) sum += cost.afterBound;
  if (/[的地得]$/.test(before)) sum += cost.afterModifier;
  else if (/[吗呢吧啊呀嘛啦]$/.test(before)) sum += cost.phraseEnd;
  if (zhNumber.test(before)) sum += cost.besideNumber * 2;
  // The dictionary leaves words that it does not know in single characters, and a verb or adverb of one
  // character leans on what follows.
  if (singleHan.test(before) && !zhTails.test(before)) sum += cost.loneCharacters;
  return sum;
};

const thai = /\p{Script=Thai}/u;
const thaiTails = /^(?:นี้|นั้น|ครับ|ค่ะ|คะ|ๆ|แล้ว|กัน|ด้วย|ได้)$/;
const thaiOpeners = /^(?:และ|หรือ|แต่|เพราะ|ถ้า|ซึ่ง|ที่|เมื่อ|โดย|สำหรับ|ใน|จาก|เรา|ผม|ฉัน)$/;
const thaiBound =
  /^(?:และ|หรือ|แต่|เพราะ|ถ้า|ซึ่ง|ที่|เมื่อ|โดย|สำหรับ|ใน|จาก|ของ|การ|ความ|ไม่|จะ|เรา|ผม|ฉัน)$/;

/** Thai parts clauses with spaces and polite endings; inside them its function words stay in front. */
const thaiCost = (before: string, after: string): number => {
  if (thaiTails.test(after)) return cost.plain + cost.beforeParticle;
  const sum = thaiOpeners.test(after) ? cost.beforeConjunction : cost.plain;
  return thaiBound.test(before) ? sum + cost.afterPreposition : sum;
};

const japaneseCost = (before: string, after: string): number => {
  if (jaParticles.test(after)) return cost.plain + cost.beforeParticle;
  if (jaPhraseEnds.test(before)) return cost.plain + cost.phraseEnd * 1.5;
  // A tail in hiragana after kanji is most often an inflection of the same word.
  return /^\p{Script=Hiragana}/u.test(after) ? cost.plain + cost.afterModifier : cost.plain;
};

const denseCost = (table: Table, before: string, after: string, space: boolean): number => {
  const marked = markCost(table, before, after);
  if (marked !== null) return marked;
  if (space && hasDense(before) && hasDense(after)) return cost.phraseSpace;
  // "了，" is 了: the marks that kinsoku glued to a word say nothing of the break before it.
  const right = after.replace(marks, '');
  if (thai.test(before) && thai.test(right)) return thaiCost(before, right);
  return kana.test(right) || kana.test(before.slice(-1))
    ? japaneseCost(before, right)
    : chineseCost(before, right);
};

const unspaced = new Set(['zh', 'yue', 'cmn', 'ja', 'ko', 'th']);

/**
 * The prices of a language (BCP 47 tag). Latin words in a text whose own script is another one are
 * taken for English, as are all where the language is not told.
 */
export const breaksFor = (language: string | null): Breaks => {
  const tag = (language ?? 'en').toLowerCase().split('-')[0] as string;
  const table = tableFor(unspaced.has(tag) ? 'en' : tag);
  return {
    cost: (before, after, space) =>
      hasDense(before) || hasDense(after)
        ? denseCost(table, before, after, space)
        : spacedCost(table, before, after),
    endsSentence: (before, after) => endsSentence(table, before, after),
  };
};
