// A job board as it is shown; nothing of it is loaded where there is no terminal.
import type { JobBoard } from './job-board.js';

/** What is shown of a board. */
export interface BoardView {
  /** The line of the only item, or null. */
  single(): string | null;
  lines(): readonly string[];
}

/** Nothing where the status is not `animated`. */
export const boardView = async (board: JobBoard, animated: boolean): Promise<BoardView> => {
  if (!animated) return { single: () => null, lines: () => [] };
  const { alignedLines, singleLine } = await import('./board-lines.js');
  return {
    single: () => (board.single === null ? null : singleLine(board.single)),
    lines() {
      const { rows, more } = board.first();
      return alignedLines(rows, more);
    },
  };
};
