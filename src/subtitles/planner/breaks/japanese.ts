// Break costs in Japanese: a phrase (bunsetsu) is a word with the particles and auxiliaries after it.
import { breakWeights as cost } from '../weights.js';

const hiraganaStart = /^\p{Script=Hiragana}/u;
/** Particles, auxiliaries and dependent nouns: they never begin a line (bunsetsu of school grammar). */
const jaBound =
  /^(?:は|が|を|に|へ|と|も|で|の|から|まで|より|や|ね|よ|か|な|ので|のに|けど|けれど|けれども|って|だ|だった|だろう|です|でし|でした|でしょ|でしょう|ます|まし|ました|ましょう|ませ|ません|ん|た|たり|たら|て|てい|ている|てき|てくる|ない|なく|なけれ|なかっ|なら|たい|れる|られる|れ|られ|せる|させる|し|して|した|してい|している|します|する|すれ|しょう|ば|さ|う|ず|ぬ|でも|では|には|とは|への|との|での|からの|など|なども|だけ|しか|ほど|くらい|ぐらい|ばかり|さえ|こそ|ずつ|まま|こと|もの|とき|ため|ところ|よう|わけ|はず|つもり|ください|下さい|いる|い|いく|くる|ある|あり|おり|おく|しまう|しまい|みる|み|なる|なり|なっ|なっ|でき|できる|いただき|いただく|いただけ|いたし|もらう|もらい|くれ|くれる|ながら|つつ|そう|らしい|よらず|かかわらず|について|における|において|によって|により|による|として|という|といった|といっ|っ|ら|たち|さん|さま|くん|ちゃん)$/;
/** Words in hiragana that begin a phrase. Other hiragana continues the word before it. */
const jaStarters =
  /^(?:この|その|あの|どの|これ|それ|あれ|どれ|ここ|そこ|あそこ|どこ|こちら|そちら|どちら|こう|どう|そして|しかし|また|さらに|ただし|たとえば|つまり|すなわち|しかも|なお|まず|つぎ|もし|なぜ|とても|すべて|いつ|いくつ|いろいろ|さまざま|それぞれ|たくさん|ほとんど|ほか|みなさん|みんな|わたし|わたくし|あなた|いま|すでに|まだ|もう|もっと|とくに|もちろん|ぜひ|ちょっと|すぐ|ずっと|はい|いいえ|おそらく|きっと|やはり|むしろ|だから|ところで|でも|では|それで|それから|なぜなら|もともと)$/;
const jaPhraseEnds =
  /(?:は|が|を|に|へ|で|も|と|から|まで|より|ので|のに|けど|けれど|ね|よ|て|ば|たら|なら|など|だけ|には|では|とは|ながら|です|ます|でした|ました|ません|でしょう)$/;
const jaSentenceEnds =
  /(?:です|ます|でした|ました|ません|ましょう|でしょう|ください|下さい)(?:か|ね|よ|よね|かね)?$/;
const ideograph = /\p{Script=Han}$/u;
const katakana = /[\p{Script=Katakana}ー]$/u;

/** Cost of a break between two tokens, of which one is Japanese. */
export const japaneseCost = (before: string, after: string): number => {
  const isPhraseEnd = jaPhraseEnds.test(before);
  if (jaStarters.test(after) && (isPhraseEnd || !hiraganaStart.test(before.slice(-1))))
    return cost.plain + cost.phraseEnd;
  if (jaBound.test(after)) return cost.plain + cost.beforeParticle;
  if (hiraganaStart.test(after)) return cost.plain + (isPhraseEnd ? 0 : cost.beforeParticle);
  if (isPhraseEnd) return cost.plain + cost.phraseEnd * 1.5;
  // の and な join a noun to the next one. Two nouns without a particle are one compound.
  if (/(?:の|な)$/.test(before)) return cost.plain + cost.afterModifier / 2;
  const isCompound =
    (ideograph.test(before) && /^\p{Script=Han}/u.test(after)) ||
    (katakana.test(before) && /^\p{Script=Katakana}/u.test(after));
  return cost.plain + (isCompound ? cost.insideName : 0);
};

/** 読み込む, 取り出す: two verbs that are one word. */
const verbStem = /\p{Script=Han}[いきしちにびみりぎえけせてねべめれ]$/u;
const secondVerb =
  /^(?:込|始め|続け|直|終わ|合[わいう]|換え|替え|付け|出[しすせ]|切[りる]|上げ|下げ|入れ)/;

/** True for a word of the dictionary that continues the phrase before it: no line begins with it. */
export const continuesPhrase = (before: string, word: string): boolean => {
  if (verbStem.test(before) && secondVerb.test(word)) return true;
  if (!hiraganaStart.test(word) || !/[\p{L}\p{N}ー々]$/u.test(before)) return false;
  if (jaStarters.test(word)) return false;
  return jaBound.test(word) || !jaPhraseEnds.test(before);
};

/** True for the polite end of a sentence, which captions write without a full stop. */
export const endsPolitely = (before: string, after: string | null): boolean =>
  jaSentenceEnds.test(before) && (after === null || !jaBound.test(after));

const politeEnd =
  /(?:です|ます(?!ます)|でした|ました|ません|ましょう|でしょう|ください|下さい)(?:か|ね|よ)?(?=[^がのでとけしかねよなもはーっ])/gu;

/** Offsets after polite sentence ends. The dictionary joins their last character with the next word. */
export const politeCuts = (text: string): ReadonlySet<number> =>
  new Set(Array.from(text.matchAll(politeEnd), ({ index, 0: found }) => index + found.length));
