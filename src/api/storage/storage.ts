// The port between `transcribe` and the clouds' object storage, which holds recordings before a job is
// submitted. An adapter provides a BucketClient with the bare operations; `storageOf` makes a Storage of it.

export interface StoredObject {
  readonly bytes: number;
  /** CRC-64 of the content, unsigned decimal (`x-oss-hash-crc64ecma`, `x-cos-hash-crc64ecma`); null when not sent. */
  readonly checksum: string | null;
}

/** An upload in parts of an earlier run, as the journal keeps it. */
export interface BegunUpload {
  readonly uploadId: string;
  /** Size of every part but the last, bytes. */
  readonly partBytes: number;
}

/** Where the state of an upload is kept between runs. */
export interface UploadNotes {
  begun(): Promise<BegunUpload | null>;
  note(begun: BegunUpload | null): Promise<void>;
}

export interface UploadCall {
  readonly signal: AbortSignal;
  readonly notes: UploadNotes;
  /** Bytes that the service has, those of an earlier run included. Never decreases. */
  onProgress(bytes: number): void;
}

/** A bucket. Every method throws CliError only, or the signal's reason. */
export interface Storage {
  /** Identifies the bucket and its region. Equal values hold the same objects. */
  readonly bucket: string;
  /** What a submit calls the object: `oss://bucket/key`, `cos://bucket-appid/key`. */
  address(key: string): string;
  /**
   * Makes the object hold the file's content. Resolves to false when it did so already, by size and
   * checksum. Uploads in parts above 20 MB, resumes what `notes` keep of an earlier run, and compares the
   * service's checksum with the file's. Throws exit 1 (`checksum_mismatch`) after removing a damaged object.
   */
  ensure(path: string, key: string, call: UploadCall): Promise<boolean>;
  /** Removes an object; succeeds when there is none. */
  delete(key: string, signal: AbortSignal): Promise<void>;
}

export interface UploadedPart {
  /** From 1. */
  readonly number: number;
  readonly etag: string;
  readonly bytes: number;
}

/** Bytes of a file, from `from` up to and without `to`. */
export interface Slice {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The operations of one bucket, each sent once. All may be repeated, so `storageOf` repeats those that
 * fail with exit 8.
 */
export interface BucketClient extends Pick<Storage, 'bucket' | 'address'> {
  /** Null when there is no such object. */
  head(key: string, signal: AbortSignal): Promise<StoredObject | null>;
  /**
   * The checksum that the service computed, or null when it sends none. Without `overwrite` an object of
   * that name stays as it is: throws a CliError of code `FileAlreadyExists`.
   */
  put(key: string, whole: Slice, overwrite: boolean, signal: AbortSignal): Promise<string | null>;
  begin(key: string, signal: AbortSignal): Promise<string>;
  /** The part's ETag. */
  putPart(
    key: string,
    uploadId: string,
    number: number,
    slice: Slice,
    signal: AbortSignal,
  ): Promise<string>;
  /** The parts that arrived, or null when the service knows no such upload. */
  parts(
    key: string,
    uploadId: string,
    signal: AbortSignal,
  ): Promise<readonly UploadedPart[] | null>;
  /** As `put`. */
  complete(
    key: string,
    uploadId: string,
    parts: readonly UploadedPart[],
    signal: AbortSignal,
  ): Promise<string | null>;
  remove(key: string, signal: AbortSignal): Promise<void>;
}
