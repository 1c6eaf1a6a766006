// Compiled code is kept on disk, which takes a fifth off a `get`. Node does this itself from version 22 on, here in
// a folder that only the user can write to; for Node 20 this file does it, for the bundle's own files. If anything
// goes wrong, the files are compiled as usual.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const os = require('node:os');
const path = require('node:path');
const vm = require('node:vm');

/** True for a folder of this user that nobody else can read or write; false also for a link to one. */
const isPrivate = (folder) => {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  return (
    stat?.isDirectory() === true && stat.uid === process.geteuid() && (stat.mode & 0o077) === 0
  );
};

/** In ASRCTL_HOME, or in an `asrctl` folder in it if others use that folder, too. */
const folderFor = (env) => {
  if (!env.ASRCTL_HOME) {
    const home = env.HOME || os.userInfo().homedir;
    return path.join(env.XDG_CACHE_HOME || path.join(home, '.cache'), 'asrctl');
  }
  const home = path.resolve(env.ASRCTL_HOME);
  const isShared = fs.existsSync(home) && !isPrivate(home);
  return isShared ? path.join(home, 'asrctl', 'cache') : path.join(home, 'cache');
};

/** Compiled code is code: it is read only from a folder that nobody else can write to. */
const trusted = (folder) => {
  // One by one: Node's recursive mkdir never returns below /proc.
  for (const dir of [path.dirname(folder), folder]) {
    if (!fs.existsSync(dir)) fs.mkdirSync(dir, { mode: 0o700 });
  }
  return isPrivate(folder);
};

const read = (file) => {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
};

/** V8 checks its own version, its flags and the length of the source. The name identifies the rest. */
const keyOf = (filename, version) => {
  const { size, mtimeMs } = fs.statSync(filename);
  return `${version}-${process.version}-${process.arch}-${path.basename(filename)}-${size}-${Math.round(mtimeMs)}`;
};

const keep = (file, script) => {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
  fs.renameSync(draft, file);
};

/** Keeps the compiled code of the files in `dist`. `version` is the package's. */
exports.enable = (dist, version, env) => {
  if (process.platform === 'win32' || env.NODE_DISABLE_COMPILE_CACHE) return;
  let folder;
  try {
    folder = folderFor(env);
    if (!trusted(folder)) return;
  } catch {
    return;
  }
  // Without a folder Node would use one that all users share, and run what another one put there.
  if (Module.enableCompileCache) {
    Module.enableCompileCache(path.join(folder, 'node'));
    return;
  }
  const fresh = new Map();
  const compile = Module.prototype._compile;
  Module.prototype._compile = function compileCached(content, filename, ...rest) {
    if (path.dirname(filename) !== dist) return compile.call(this, content, filename, ...rest);
    const file = path.join(folder, keyOf(filename, version));
    const cachedData = read(file);
    // The bundle has no import(), which code from a cache could not resolve (a test checks it).
    const script = new vm.Script(Module.wrap(content), { filename, cachedData });
    if (cachedData === undefined || script.cachedDataRejected) fresh.set(file, script);
    const wrapped = script.runInThisContext();
    return wrapped.call(
      this.exports,
      this.exports,
      Module.createRequire(filename),
      this,
      filename,
      dist,
    );
  };
  process.on('exit', () => {
    try {
      for (const [file, script] of fresh) keep(file, script);
    } catch {
      // A full or read-only disk only means a slower next start.
    }
  });
};
