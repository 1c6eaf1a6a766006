// Many small requests answered by one write to the disk.

/** Requests that arrive while the disk works are answered together in the next turn: one sync for all. */
export const inBatches = <I, O>(answer: (items: readonly I[]) => Promise<readonly O[]>) => {
  const queue: {
    readonly item: I;
    readonly resolve: (value: O) => void;
    readonly reject: (reason: unknown) => void;
  }[] = [];
  let working = false;
  const work = async (): Promise<void> => {
    working = true;
    while (queue.length > 0) {
      const batch = queue.splice(0);
      try {
        const answers = await answer(batch.map(({ item }) => item));
        for (const [i, { resolve }] of batch.entries()) resolve(answers[i] as O);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  };
  return (item: I): Promise<O> =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!working) void work();
    });
};
