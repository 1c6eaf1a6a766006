// A hotword library of IMS: words that the recognition should expect.

export interface Hotword {
  readonly text: string;
  readonly language: string | null;
  /** −6 to 5; null when the service does not return it. */
  readonly weight: number | null;
}

/** Times are UTC `YYYY-MM-DDTHH:MM:SSZ`. */
export interface HotwordLibrary {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  /** `ASR`, `StructuredMediaAssets` or `VideoTranslation`. */
  readonly scenario: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  /** Null in lists, which do not contain the words. */
  readonly words: readonly Hotword[] | null;
}
