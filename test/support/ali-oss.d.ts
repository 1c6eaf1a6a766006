// What is used of ali-oss, which ships no types of its own.
declare module 'ali-oss' {
  interface Options {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly stsToken?: string;
    /** Asked for when `stsToken` is older than `refreshSTSTokenInterval` milliseconds. */
    readonly refreshSTSToken?: () => Promise<{
      accessKeyId: string;
      accessKeySecret: string;
      stsToken: string;
    }>;
    readonly refreshSTSTokenInterval?: number;
    readonly bucket: string;
    readonly endpoint: string;
    /** Bucket in the path instead of the host name. */
    readonly sldEnable?: boolean;
    /** Milliseconds; connection and answer each. */
    readonly timeout?: number;
    /** In place of its own HTTP layer. */
    readonly urllib?: Transport;
    readonly authorizationV4?: boolean;
    readonly region?: string;
  }

  interface Transport {
    request(
      address: string,
      request: {
        readonly method: string;
        readonly headers: Readonly<Record<string, string | number>>;
        readonly content?: string | Uint8Array;
        readonly stream?: AsyncIterable<Uint8Array>;
      },
    ): Promise<{
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly data: Uint8Array;
      readonly res: { readonly headers: Readonly<Record<string, string>> };
    }>;
  }

  interface Answer {
    readonly res: { readonly headers: Readonly<Record<string, string | undefined>> };
  }

  interface PartList extends Answer {
    /** One part is an object, several are an array. */
    readonly parts: unknown;
    readonly nextPartNumberMarker: string;
    readonly isTruncated: string;
  }

  class OSS {
    constructor(options: Options);
    head(name: string): Promise<Answer>;
    get(name: string): Promise<Answer & { readonly content: Buffer }>;
    put(
      name: string,
      file: string | Buffer,
      options?: { readonly headers?: Readonly<Record<string, string>> },
    ): Promise<Answer>;
    delete(name: string): Promise<Answer>;
    initMultipartUpload(name: string): Promise<Answer & { readonly uploadId: string }>;
    /** Bytes from `start` up to and without `end`. */
    uploadPart(
      name: string,
      uploadId: string,
      partNo: number,
      file: string,
      start: number,
      end: number,
    ): Promise<Answer & { readonly etag: string }>;
    listParts(
      name: string,
      uploadId: string,
      query: Readonly<Record<string, string | number>>,
    ): Promise<PartList>;
    completeMultipartUpload(
      name: string,
      uploadId: string,
      parts: readonly { readonly number: number; readonly etag: string }[],
    ): Promise<Answer>;
    abortMultipartUpload(name: string, uploadId: string): Promise<Answer>;
    /** The whole of an upload in parts, progress from 0 to 1 with what it takes to go on later. */
    multipartUpload(
      name: string,
      file: string,
      options: {
        readonly partSize: number;
        readonly parallel?: number;
        readonly checkpoint?: unknown;
        readonly progress?: (share: number, checkpoint: unknown) => void;
      },
    ): Promise<Answer>;
    cancel(): void;
  }

  export = OSS;
}
