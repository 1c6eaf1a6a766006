// The parts that both pictures share: a window with text in columns of a terminal. Colours follow the reader's theme.

/** Width of a column and height of a line in pixels, for 14 px of the fonts below. */
export const columnPx = 8.4;
export const linePx = 20;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export const escaped = (text: string): string =>
  text.replaceAll(/[&<>]/g, (character) => escapes[character] ?? character);

const styleSheet = `
  text, tspan { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans CJK SC', monospace; white-space: pre; fill: #1f2328; }
  .window { fill: #f6f8fa; stroke: #d1d9e0; }
  .cue { fill: #ffffff; stroke: #d1d9e0; }
  .dim { fill: #59636e; } .strong { font-weight: 600; }
  .green { fill: #1a7f37; } .red { fill: #d1242f; } .yellow { fill: #9a6700; } .blue { fill: #0969da; } .cyan { fill: #1b7c83; }
  @media (prefers-color-scheme: dark) {
    text, tspan { fill: #e6edf3; } .window { fill: #0d1117; stroke: #3d444d; } .cue { fill: #151b23; stroke: #3d444d; }
    .dim { fill: #9198a1; }
    .green { fill: #3fb950; } .red { fill: #f85149; } .yellow { fill: #d29922; } .blue { fill: #4493f8; } .cyan { fill: #39c5cf; }
  }`;

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** What a screen reader says instead. */
  readonly title: string;
  /** Rules after the shared ones. */
  readonly css?: string;
  readonly body: string;
}

/** A whole SVG file: one window of this size in pixels. */
export const pictureOf = ({ width, height, title, css = '', body }: Picture): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<style>${styleSheet}${css}
</style>
<rect class="window" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${body}
</svg>
`;
