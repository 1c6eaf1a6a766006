// Two public-domain texts, said by a seeded model of speech, so that the bench has something to measure
// in a bare clone. Lewis Carroll, 1865; Lu Xun, 1921.
import { transcriptOf, type Segment, type Transcript } from '../src/transcripts/transcript.js';
import { tokensOf } from '../src/subtitles/planner/tokens.js';

export const alice = `Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing to do: once or twice she had peeped into the book her sister was reading, but it had no pictures or conversations in it, “and what is the use of a book,” thought Alice “without pictures or conversations?”
So she was considering in her own mind (as well as she could, for the hot day made her feel very sleepy and stupid), whether the pleasure of making a daisy-chain would be worth the trouble of getting up and picking the daisies, when suddenly a White Rabbit with pink eyes ran close by her.
There was nothing so very remarkable in that; nor did Alice think it so very much out of the way to hear the Rabbit say to itself, “Oh dear! Oh dear! I shall be late!” (when she thought it over afterwards, it occurred to her that she ought to have wondered at this, but at the time it all seemed quite natural); but when the Rabbit actually took a watch out of its waistcoat-pocket, and looked at it, and then hurried on, Alice started to her feet, for it flashed across her mind that she had never before seen a rabbit with either a waistcoat-pocket, or a watch to take out of it, and burning with curiosity, she ran across the field after it, and fortunately was just in time to see it pop down a large rabbit-hole under the hedge.
In another moment down went Alice after it, never once considering how in the world she was to get out again.
The rabbit-hole went straight on like a tunnel for some way, and then dipped suddenly down, so suddenly that Alice had not a moment to think about stopping herself before she found herself falling down a very deep well.
Either the well was very deep, or she fell very slowly, for she had plenty of time as she went down to look about her and to wonder what was going to happen next. First, she tried to look down and make out what she was coming to, but it was too dark to see anything; then she looked at the sides of the well, and noticed that they were filled with cupboards and book-shelves; here and there she saw maps and pictures hung upon pegs. She took down a jar from one of the shelves as she passed; it was labelled “ORANGE MARMALADE”, but to her great disappointment it was empty: she did not like to drop the jar for fear of killing somebody underneath, so managed to put it into one of the cupboards as she fell past it.
“Well!” thought Alice to herself, “after such a fall as this, I shall think nothing of tumbling down stairs! How brave they’ll all think me at home! Why, I wouldn’t say anything about it, even if I fell off the top of the house!” (Which was very likely true.)`;

export const home = `我冒了严寒，回到相隔二千余里，别了二十余年的故乡去。
时候既然是深冬；渐近故乡时，天气又阴晦了，冷风吹进船舱中，呜呜的响，从篷隙向外一望，苍黄的天底下，远近横着几个萧索的荒村，没有一丝活气。我的心禁不住悲凉起来了。
阿！这不是我二十年来时时记得的故乡？
我所记得的故乡全不如此。我的故乡好得多了。但要我记起他的美丽，说出他的佳处来，却又没有影像，没有言辞了。仿佛也就如此。于是我自己解释说：故乡本也如此，——虽然没有进步，也未必有如我所感的悲凉，这只是我自己心情的改变罢了，因为我这次回乡，本没有什么好心绪。
我这次是专为了别他而来的。我们多年聚族而居的老屋，已经公同卖给别姓了，交屋的期限，只在本年，所以必须赶在正月初一以前，永别了熟识的老屋，而且远离了熟识的故乡，搬家到我在谋食的异地去。
第二日清早晨我到了我家的门口了。瓦楞上许多枯草的断茎当风抖着，正在说明这老屋难免易主的原因。几房的本家大约已经搬走了，所以很寂静。我到了自家的房外，我的母亲早已迎着出来了，接着便飞出了八岁的侄儿宏儿。
我的母亲很高兴，但也藏着许多凄凉的神情，教我坐下，歇息，喝茶，且不谈搬家的事。宏儿没有见过我，远远的对面站着只是看。
但我们终于谈到搬家的事。我说外间的寓所已经租定了，又买了几件家具，此外须将家里所有的木器卖去，再去增添。母亲也说好，而且行李也略已齐集，木器不便搬运的，也小半卖去了，只是收不起钱来。`;

/** A seeded random generator, uniform in [0, 1): the same numbers on every machine. */
export const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const wide = /[\u3400-\u9fff]/g;

/**
 * A transcript of the text as an engine would return it: one segment per paragraph, 13 Latin or 4.6 Han
 * characters per second, silences of 0.1 to 0.4 s at commas and 0.3 to 0.9 s at full stops. `pace` above 1 is
 * faster speech.
 */
export const spoken = (text: string, language: string, pace = 1, timed = true): Transcript => {
  const random = seeded(20_261_121);
  let at = 300;
  const segments = text.split('\n').map((line): Segment => {
    const startMs = at;
    const words = tokensOf(line, 99, 'ch').map(({ start, end }) => {
      const token = line.slice(start, end);
      const han = token.match(wide)?.length ?? 0;
      const length = (han * 215 + (han > 0 ? 0 : token.length * 72 + 30)) * (0.85 + 0.3 * random());
      const from = Math.round(at);
      const to = Math.round(at + length / pace);
      at = to;
      if (/[.?!。？！][”)]*$/.test(token)) at += (300 + 600 * random()) / pace;
      else if (/[,;:，；：、][”)]*$/.test(token)) at += (100 + 300 * random()) / pace;
      return { startMs: from, endMs: to, text: token, estimated: false };
    });
    const endMs = words.at(-1)?.endMs ?? startMs + 1;
    at = Math.round(at);
    return { startMs, endMs, text: line, speaker: null, channel: null, words: timed ? words : [] };
  });
  return transcriptOf(segments, language);
};
