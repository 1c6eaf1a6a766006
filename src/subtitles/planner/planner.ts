// Splits the tokens of a transcript into utterances and plans the cues of each.
import type { Segment } from '../../transcripts/transcript.js';
import { longPauseMs, utteranceOf, type Reading } from './utterance.js';
import type { BreakCosts } from './breaks/break-costs.js';
import { plan } from './plan.js';
import type { TimedToken } from './timed-tokens.js';
import { untimedCuesOf, type UntimedCue } from './untimed-cue.js';
import type { Weights } from './weights.js';
import type { ShapeOptions } from '../shaped.js';
import { displayName, withLabel } from '../speakers.js';
import type { Style } from '../styles/style.js';

// A cue would end at a sentence end in any case, so a split there every 2,000 tokens changes no result.
const maxUtteranceTokens = 2000;

const wideMark = /[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20…—”’]$/;

/** Collects the tokens of one speaker and plans them when the turn ends or a long silence follows. */
export class Planner {
  readonly untimedCues: UntimedCue[] = [];
  private tokens: TimedToken[] = [];
  private turn: Pick<Segment, 'speaker' | 'channel'> = { speaker: null, channel: null };
  private labelled: string | null = null;

  constructor(
    private style: Style,
    private readonly options: ShapeOptions,
    private readonly breakCosts: BreakCosts,
    private readonly weights: Weights,
    private readonly reading: Reading,
  ) {}

  /** `style` is that of the segment: speech that overlaps has lines of its own. */
  add(segment: Segment, tokens: readonly TimedToken[], style = this.style): void {
    const { speaker, channel } = segment;
    const isNewTurn = speaker !== this.turn.speaker || channel !== this.turn.channel;
    if (isNewTurn || style !== this.style) {
      this.flush(tokens[0]?.startMs ?? segment.startMs);
      this.turn = { speaker, channel };
      this.style = style;
    } else if (this.isFull(tokens[0])) {
      this.flush(tokens[0]?.startMs ?? segment.startMs);
    }
    for (const token of tokens) {
      const before = this.tokens.at(-1);
      if (before !== undefined && token.startMs - before.endMs > longPauseMs)
        this.flush(token.startMs);
      this.tokens.push(this.tokens.length === 0 ? this.firstToken(token) : this.nextToken(token));
    }
  }

  /** Limits memory: a long utterance is planned in parts that end with a sentence or a pause. */
  private isFull(next: TimedToken | undefined): boolean {
    const last = this.tokens.at(-1);
    if (this.tokens.length < maxUtteranceTokens || last === undefined || next === undefined)
      return false;
    return (
      next.startMs - last.endMs > 500 || this.breakCosts.endsSentence(last.source, next.source)
    );
  }

  /** Plans the collected tokens; `nextMs` is the time at which the next utterance begins. */
  flush(nextMs: number): void {
    if (this.tokens.length === 0) return;
    const { style, options, breakCosts, weights } = this;
    const { speaker } = this.turn;
    const utterance = utteranceOf(this.tokens, speaker, nextMs, style, breakCosts, this.reading);
    const plans = plan(utterance, style, weights);
    for (const untimedCue of untimedCuesOf(utterance, plans, style, options.highlight === true)) {
      this.untimedCues.push(untimedCue);
    }
    this.tokens = [];
  }

  private firstToken(token: TimedToken): TimedToken {
    const name = displayName(this.turn.speaker, this.options.speakerNames);
    const isNew = name !== null && name !== this.labelled;
    this.labelled = name;
    return isNew && this.options.speakers === 'labels' ? withLabel(token, name, this.style) : token;
  }

  /** A space separates segments, except after wide punctuation on screen, which includes its own space. */
  private nextToken(token: TimedToken): TimedToken {
    const before = this.tokens.at(-1);
    if (before?.segmentEnd !== true || wideMark.test(before.text)) return token;
    return { ...token, space: true };
  }
}
