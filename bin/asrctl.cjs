#!/usr/bin/env node
// The launcher: answers what needs no program, then loads it.
'use strict';
const { version } = require('../package.json');
const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  // Node 22 and later keep compiled code on disk; Node 20 does not know the call.
  require('node:module').enableCompileCache?.();
  void require('../dist/main.cjs').main(argv, version, __filename);
}
