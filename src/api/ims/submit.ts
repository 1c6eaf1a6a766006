// SubmitASRJob: from flags to parameters, checked before anything is sent. Pure.
import { usageError } from '../../errors.js';
import { checkUserData } from '../find-by-token.js';
import type { SubmitOptions } from '../provider.js';
import { isFields, type Fields } from '../../json.js';

/** Title and Description: at most 128 bytes of UTF-8 (SubmitASRJob page). */
const maxTextBytes = 128;

const text = (options: SubmitOptions, name: string): string | null => {
  const value = options[name];
  return typeof value === 'string' ? value : null;
};

const shortText = (options: SubmitOptions, name: string): string | null => {
  const value = text(options, name);
  const bytes = Buffer.byteLength(value ?? '', 'utf8');
  if (bytes > maxTextBytes)
    throw usageError(
      `--${name} has ${bytes} bytes in UTF-8; IMS takes at most ${maxTextBytes}`,
      'Shorten it: a Chinese character is three bytes.',
    );
  return value;
};

/** A name as a title: cut between characters as a person sees them. Null for an empty one. */
const titleOf = (name: string): string | null => {
  let title = '';
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (Buffer.byteLength(title + segment) > maxTextBytes) break;
    title += segment;
  }
  return title === '' ? null : title;
};

/** The parameters with the name of the file as title, where the user gave none. */
export const withTitle = (
  parameters: Readonly<Record<string, string>>,
  name: string | null,
): Readonly<Record<string, string>> => {
  const title = name === null || 'Title' in parameters ? null : titleOf(name);
  return title === null ? parameters : { ...parameters, Title: title };
};

const timeHint = 'Write HH:MM:SS, or a number with its unit: 90s, 5m, 1h30m.';

const secondsOf = (typed: string): number | null => {
  const clock = /^(\d{1,2}):([0-5]\d):([0-5]\d)$/.exec(typed);
  if (clock !== null) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const units = /^(?=\d)(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s)?$/i.exec(typed);
  if (units === null) return null;
  const [hours, minutes, seconds] = units.slice(1).map((part) => Number(part ?? 0));
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
};

const two = (n: number): string => String(n).padStart(2, '0');

/** StartTime and Duration are `HH:MM:SS` on the wire. `1:30` is refused: it may be minutes or hours. */
const timeOf = (options: SubmitOptions, name: string, flag: string): string | null => {
  const typed = text(options, name);
  if (typed === null) return null;
  const seconds = secondsOf(typed.trim());
  if (seconds === null) throw usageError(`Not a time for ${flag}: ${typed}`, timeHint);
  if (seconds >= 100 * 3600) throw usageError(`${flag} is more than 99:59:59: ${typed}`, timeHint);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map(two)
    .join(':');
};

const objectOf = (typed: string, flag: string): Fields => {
  let value: unknown;
  try {
    value = JSON.parse(typed) as unknown;
  } catch {
    value = null;
  }
  if (!isFields(value))
    throw usageError(`${flag} is not a JSON object`, `Write ${flag} '{"Key":"value"}'.`);
  return value;
};

/** The engine takes 4 to 50 and says so in an error otherwise; the other keys have no bounds. */
const sentenceLength = (typed: string): number => {
  const length = Number(typed);
  if (!/^\d+$/.test(typed) || length < 4 || length > 50)
    throw usageError(`--sentence-max-length must be a whole number from 4 to 50, not ${typed}`);
  return length;
};

/** HotwordLibraryIdList is a string that holds one id, in spite of its name. Unknown keys pass: the service ignores them. */
const editingConfig = (options: SubmitOptions): string | null => {
  const raw = text(options, 'editingConfig');
  const hotwords = text(options, 'hotwords');
  const length = text(options, 'sentenceMaxLength');
  const config: Fields = {
    ...(raw === null ? {} : objectOf(raw, '--editing-config')),
    ...(hotwords === null ? {} : { HotwordLibraryIdList: hotwords }),
    ...(length === null ? {} : { SentenceMaxLength: sentenceLength(length) }),
    ...(options['semanticSentences'] === true ? { EnableSemanticSentenceDetection: true } : {}),
  };
  return Object.keys(config).length === 0 ? null : JSON.stringify(config);
};

/** A callback is an entry NotifyAddress of UserData: an address, or a queue whose name begins ice-callback (callback page). */
const userData = (options: SubmitOptions): string | null => {
  const own = text(options, 'userData');
  checkUserData(own);
  const notify = text(options, 'notify');
  if (notify === null) return own;
  if (
    !/^ice-callback[\w-]*$/.test(notify) &&
    !(/^https?:\/\//i.test(notify) && URL.canParse(notify))
  )
    throw usageError(
      `Not a callback target: ${notify}`,
      'Give an http(s) address or the name of a queue that begins with ice-callback.',
    );
  const fields = own === null ? {} : objectOf(own, '--user-data (with --notify)');
  return JSON.stringify({ ...fields, NotifyAddress: notify });
};

/** The parameters of SubmitASRJob, all texts, absent ones left out. Throws usage errors (exit 2). */
export const submitParameters = (
  inputFile: string,
  options: SubmitOptions,
): Readonly<Record<string, string>> => {
  const duration = timeOf(options, 'duration', '--duration');
  if (duration === '00:00:00') throw usageError('--duration must be longer than 0', timeHint);
  const parameters: Readonly<Record<string, string | null>> = {
    InputFile: inputFile,
    Title: shortText(options, 'title'),
    Description: shortText(options, 'description'),
    StartTime: timeOf(options, 'startTime', '--start-time'),
    Duration: duration,
    EditingConfig: editingConfig(options),
    UserData: userData(options),
  };
  return Object.fromEntries(
    Object.entries(parameters).filter((e): e is [string, string] => e[1] !== null),
  );
};
