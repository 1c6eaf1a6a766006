// write-file-atomic ships no types; this is what we use of it (its README).
declare module 'write-file-atomic' {
  /** Writes beside the file, syncs, renames over it. */
  export default function writeFileAtomic(
    path: string,
    data: string | Uint8Array,
    options?: { readonly fsync?: boolean },
  ): Promise<void>;
}
