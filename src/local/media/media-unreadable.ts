/** The media file has no audio that can be decoded. `message` is shown to the user. */
export class MediaUnreadable extends Error {
  override readonly name = 'MediaUnreadable';
}
