// How people tell jobs apart in a list: by a title, else by the name of the media.

const withScheme = /^[a-z][a-z\d+.-]*:\/\//i;
/** Of a title of control characters nothing is shown. */
const visible = /[^\p{C}\p{Z}]/u;
/** What IMS calls a job without a title. */
const noTitle = /^default_title_/;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** An input as people read it: the path of a `file://` address, no query of a URL, `%20` decoded. */
export const shownInput = (input: string | null): string => {
  if (input === null || !withScheme.test(input)) return input ?? '';
  const [address = ''] = input.split(/[?#]/);
  return decoded(address.replace(/^file:\/\/(?:localhost)?/i, ''));
};

/** The title; for a job without one the last part of its input. */
export const shownTitle = (title: string | null, input: string | null): string => {
  if (title !== null && visible.test(title) && !noTitle.test(title)) return title;
  const media = shownInput(input).replace(/(?<!\/)\/+$/, '');
  return media.slice(media.lastIndexOf('/') + 1);
};
