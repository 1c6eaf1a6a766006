// Which flags of a submit go together. Every rule is a row of the parameter table in the API's
// documentation (https://www.tencentcloud.com/document/product/1045/73385) or of its SDKs' comments.
import { usageError } from '../../../errors.js';
import { engineFacts } from './engines.js';

/** One flag's value: null where it was not given, '' for a flag given without its optional value. */
export type Options = (name: string) => string | null;

/** `textFormat` as the flag is typed: `text-format`. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

const forbid = (option: Options, names: readonly string[], why: string, hint: string): void => {
  const name = names.find((candidate) => option(candidate) !== null);
  if (name !== undefined) throw usageError(`--${kebab(name)} ${why}`, hint);
};

const recognition =
  'engine flash channels textFormat speakers filterDirty filterModal filterPunctuation numberMode audioFormat firstChannelOnly wordInfo sentenceMaxLength outputType hotWords'.split(
    ' ',
  );

const checkFlash = (option: Options): void => {
  const normalOnly = ['channels', 'textFormat', 'numberMode'];
  forbid(option, normalOnly, 'has no effect with --flash', 'Leave out one of the two.');
  if (option('outputType') === 'srt') {
    throw usageError(
      '--flash writes txt only',
      'Leave out --output-type; export-srt writes the subtitles.',
    );
  }
  if ((option('speakers') ?? '') !== '') {
    throw usageError(
      '--flash does not accept a number of speakers',
      'Give --speakers without a number.',
    );
  }
};

const checkNormal = (option: Options, engine: string): void => {
  const flashOnly = ['audioFormat', 'firstChannelOnly', 'wordInfo'];
  forbid(option, flashOnly, 'needs --flash', 'Add --flash, or leave it out.');
  const format = textFormatOf(option);
  if (option('outputType') === 'srt' && format === '3') {
    throw usageError(
      '--output-type srt cannot be combined with --text-format 3',
      'Give --text-format 2.',
    );
  }
  if ((option('sentenceMaxLength') ?? '0') !== '0' && format !== '3') {
    throw usageError('--sentence-max-length needs --text-format 3', 'Leave out one of the two.');
  }
  if (option('channels') === '2' && engine !== '8k_zh') {
    throw usageError(
      '--channels 2 needs --engine 8k_zh',
      'Other engines support one channel only.',
    );
  }
  if (option('channels') === '2' && option('speakers') !== null) {
    throw usageError(
      '--speakers needs one channel',
      'With two channels, each channel is one speaker.',
    );
  }
};

const checkEngine = (option: Options, engine: string, isFlash: boolean): void => {
  const { known, mandarin, diarizes } = engineFacts(engine, isFlash);
  if (!known) return;
  if (option('speakers') !== null && !diarizes) {
    throw usageError(
      `--speakers cannot be combined with --engine ${engine}`,
      'Use 8k_zh, 16k_zh or 16k_zh_video.',
    );
  }
  if (!mandarin) {
    const filters = ['filterDirty', 'filterModal', 'filterPunctuation'];
    forbid(
      option,
      filters,
      `cannot be combined with --engine ${engine}`,
      'Only Mandarin engines have filters.',
    );
  }
};

const isIntranet = (url: URL): boolean =>
  /^(?:localhost|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(?:1[6-9]|2\d|3[01])\..*|\[.*\])$/.test(
    url.hostname,
  );

const checkCallback = (option: Options): void => {
  const callback = option('callback');
  const isQueue = option('callbackType') === 'TDMQ';
  if (callback !== null && callback !== 'no') {
    const url = URL.canParse(callback) ? new URL(callback) : null;
    if (url === null || !/^https?:$/.test(url.protocol) || isIntranet(url)) {
      throw usageError(
        '--callback is not a public http or https address',
        'The service calls it from the internet.',
      );
    }
  }
  if (isQueue !== (option('callbackMq') !== null)) {
    throw usageError('--callback-type TDMQ and --callback-mq go together', 'Give both or neither.');
  }
  const nobody = !isQueue && (callback ?? 'no') === 'no';
  if (option('callbackFormat') !== null && nobody) {
    throw usageError('--callback-format needs a callback', 'Give --callback, or leave it out.');
  }
};

/** The result's text format in normal mode: 3, or 2 where the file asked for is an SRT. */
export const textFormatOf = (option: Options): string =>
  option('textFormat') ?? (option('outputType') === 'srt' ? '2' : '3');

/** Engine in force. */
export const engineOf = (option: Options): string => option('engine') ?? '16k_zh';

/**
 * Refuses combinations the documentation forbids (exit 2). An engine that this version does not
 * know is only noticed: the service adds engines without asking.
 */
export const checkRules = (option: Options, notice: (line: string) => void): void => {
  checkCallback(option);
  if (option('template') !== null) {
    const hint = 'The template sets everything: leave out one of the two.';
    return forbid(option, recognition, 'has no effect with --template', hint);
  }
  const engine = engineOf(option);
  const isFlash = option('flash') !== null;
  if (isFlash) checkFlash(option);
  else checkNormal(option, engine);
  checkEngine(option, engine, isFlash);
  if (engineFacts(engine, isFlash).known) return;
  const mode = isFlash ? ' for --flash' : '';
  notice(`This version does not know the engine ${engine}${mode}; it is sent unchanged.`);
};
