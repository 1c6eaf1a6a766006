/** The media file has no audio that can be decoded. `message` is shown to the user. */
export class MediaUnreadable extends Error {
  override readonly name = 'MediaUnreadable';
}

/** A file is where a job has to write. The job ends, and the file stays. */
export class OutputExists extends Error {
  override readonly name = 'OutputExists';
}
