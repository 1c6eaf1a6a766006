#!/usr/bin/env node
// The launcher: answers what needs no program, then loads it. Text for a pipe or a file is written to the
// descriptor: `process.stdout` alone loads net and stream, a quarter of Node's own start.
'use strict';
const fs = require('node:fs');
const { version } = require('../package.json');
const argv = process.argv.slice(2);
const [word] = argv;

const say = (text) => {
  try {
    fs.writeSync(1, text);
  } catch (error) {
    // A reader that has gone needs nothing; one that is slow is left to Node.
    if (error.code !== 'EPIPE') process.stdout.write(text);
  }
};

// A terminal gets help in its own width, from the program. Node's isatty would load net; /dev/null is
// the other character device that help meets.
const isTerminal = () => {
  const out = fs.fstatSync(1);
  const nothing = fs.statSync('/dev/null', { throwIfNoEntry: false });
  return out.isCharacterDevice() && out.rdev !== nothing?.rdev;
};

const asksHelp = argv.length === 0 || (argv.length === 1 && (word === '--help' || word === '-h'));

if (argv.length === 1 && (word === '--version' || word === '-V')) {
  say(`${version}\n`);
} else if (asksHelp && !isTerminal()) {
  say(fs.readFileSync(`${__dirname}/../dist/help.txt`, 'utf8'));
} else if (word === '__complete') {
  const { env, platform } = process;
  const home = env.HOME || require('node:os').userInfo().homedir;
  const processes = { uid: process.geteuid?.() ?? null };
  const nowMs = Date.now();
  const around = { env, home, cwd: env.PWD || '/', platform, processes, nowMs };
  void require('../dist/complete.cjs').complete(argv[1], around).then(say);
} else {
  const dist = require('node:path').join(__dirname, '..', 'dist');
  require('./compile-cache.cjs').enable(dist, version, process.env);
  void require('../dist/main.cjs').main(argv, version, __filename);
}
