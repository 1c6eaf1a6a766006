// Exports 100,000 segments to SRT in the style `raw`. Compares the built program with the minimum (read, JSON.parse,
// build a string, write) and with ffmpeg's srt->vtt of the same cues. Whole processes, in turn, medians of `runs`.
// Usage: npm run build && node bench/export.mjs [runs]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const count = 100_000;
const self = fileURLToPath(import.meta.url);
const program = fileURLToPath(new URL('../bin/asrctl.cjs', import.meta.url));

const texts = [
  'Talking about the weather is what people do when they meet',
  '我们在码头等了一个下午，船还没有来',
  'although ticket prices are high',
  '天气又阴晦了，冷风吹进船舱中',
];

/** An AiResult as the service writes it: half English, half Chinese, with various lengths and no overlap. */
const answer = () => {
  let at = 0;
  return Array.from({ length: count }, (_, i) => {
    const from = Number((at + 0.1).toFixed(3));
    at = from + 1 + ((i * 7919) % 2000) / 1000;
    return { content: texts[i % texts.length], from, to: Number(at.toFixed(3)) };
  });
};

const pad = (n, width) => String(n).padStart(width, '0');
const clock = (ms) =>
  `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)},${pad(ms % 1000, 3)}`;

/** The minimum work for any program. */
const floor = (input, output) => {
  let srt = '';
  for (const [i, { content, from, to }] of JSON.parse(readFileSync(input, 'utf8')).entries()) {
    srt += `${i + 1}\n${clock(Math.round(from * 1000))} --> ${clock(Math.round(to * 1000))}\n${content}\n\n`;
  }
  writeFileSync(output, srt);
};

/** Wall time of one process in milliseconds. */
const timed = (command, args) => {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
  return performance.now() - start;
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const measure = (runs) => {
  const folder = mkdtempSync(join(tmpdir(), 'asrctl-bench-'));
  try {
    const [input, bare, ours, vtt] = ['in.json', 'bare.srt', 'ours.srt', 'ours.vtt'].map((name) =>
      join(folder, name),
    );
    writeFileSync(input, JSON.stringify(answer()));
    const commands = {
      floor: [process.execPath, [self, 'floor', input, bare]],
      asrctl: [
        process.execPath,
        [program, 'export', input, '--style', 'raw', '--force', '-q', '-o', ours],
      ],
      'ffmpeg srt->vtt': ['ffmpeg', ['-v', 'error', '-y', '-i', bare, vtt]],
      'node alone': [process.execPath, ['-e', '0']],
    };
    const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
    for (let run = 0; run < runs; run += 1) {
      for (const [name, command] of Object.entries(commands)) times[name].push(timed(...command));
    }
    if (!readFileSync(bare).equals(readFileSync(ours))) throw new Error('the two files differ');
    const base = median(times.floor);
    console.log(`${count} segments, ${runs} runs each, medians; both files equal to the byte`);
    for (const [name, all] of Object.entries(times)) {
      const ms = median(all);
      console.log(
        `${name.padEnd(16)} ${ms.toFixed(0).padStart(6)} ms  ${(ms / base).toFixed(2)} x floor`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const [mode, ...rest] = process.argv.slice(2);
if (mode === 'floor') floor(...rest);
else measure(Number(mode ?? 7));
