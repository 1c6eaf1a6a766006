// Break costs in scripts without spaces between words: Chinese, Japanese and Thai.
import { japaneseCost } from './japanese.js';
import { breakWeights as cost } from '../weights.js';

const zhParticles = /^[的了着过吗呢吧啊呀嘛啦地得们里上下中]$/;
/** Characters that end a phrase. They are not single characters of an unknown word. */
const zhTails = /^[的了着过吗呢吧啊呀嘛啦地得们里上下中去来]$/;
const zhOpeners =
  /^(?:但是?|而且|而|因为|所以|如果|然后|虽然|不过|并且?|或者?|以及|还有|就是|可是|于是|只是|只要|只有|由于|因此|比如说?|例如|另外|首先|其次|最后|今天|现在|甚至|同时|其实|那么|要是|即使|尽管|无论|当|此外|接着|随后|后来|总之)$/;
const zhPrepositions =
  /^(?:在|把|被|从|对|对于|向|往|给|跟|和|与|及|或|由|于|按照?|根据|为了?|关于|通过|随着)$/;
const zhBound =
  /^(?:我|你|您|他|她|它|我们|你们|他们|她们|咱们|这|那|这个|那个|一个|是|不|没|没有|很|更|最|都|也|就|还|又|再|才|要|会|能|可以|应该|不是|每|各|第|到|让|使|叫|所|此|某|该|须|将|却|便|只|已|已经|早已|正在|曾|曾经|刚|刚刚|总是|终于|渐渐|如何|怎么|怎样|为什么|哪)$/;
const zhNumber = /[\d一二三四五六七八九十百千万亿两几]$/;
const singleHan = /^\p{Script=Han}$/u;
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
  // The dictionary splits unknown words into single characters, and a verb or adverb of one character
  // belongs to the word after it.
  if (singleHan.test(before) && !zhTails.test(before)) sum += cost.loneCharacters;
  return sum;
};

const kana = /^[\p{Script=Hiragana}\p{Script=Katakana}ー]/u;

const thai = /\p{Script=Thai}/u;
const thaiTails = /^(?:นี้|นั้น|ครับ|ค่ะ|คะ|ๆ|แล้ว|กัน|ด้วย|ได้)$/;
const thaiOpeners = /^(?:และ|หรือ|แต่|เพราะ|ถ้า|ซึ่ง|ที่|เมื่อ|โดย|สำหรับ|ใน|จาก|เรา|ผม|ฉัน)$/;
const thaiBound =
  /^(?:และ|หรือ|แต่|เพราะ|ถ้า|ซึ่ง|ที่|เมื่อ|โดย|สำหรับ|ใน|จาก|ของ|การ|ความ|ไม่|จะ|เรา|ผม|ฉัน)$/;

/** Thai separates clauses with spaces and polite particles. Function words belong to the word after them. */
const thaiCost = (before: string, after: string): number => {
  if (thaiTails.test(after)) return cost.plain + cost.beforeParticle;
  const sum = thaiOpeners.test(after) ? cost.beforeConjunction : cost.plain;
  return thaiBound.test(before) ? sum + cost.afterPreposition : sum;
};

/**
 * Cost of a break between two tokens without a space and without a punctuation mark between them. `after` has
 * no punctuation at its edges.
 */
export const unspacedCost = (before: string, after: string): number => {
  if (thai.test(before) && thai.test(after)) return thaiCost(before, after);
  return kana.test(after) || kana.test(before.slice(-1))
    ? japaneseCost(before, after)
    : chineseCost(before, after);
};
