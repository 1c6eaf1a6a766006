// What the service and its engines get of the environment: what a speech program needs, by name.
// Everything else stays out, because keys, tokens and proxies with passwords travel in variables.
type Env = Readonly<Record<string, string | undefined>>;

const names = new Set(
  (
    'PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TEMP TMP LD_LIBRARY_PATH DYLD_LIBRARY_PATH ' +
    // Where asrctl and engines keep files.
    'ASRCTL_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR HF_HOME TORCH_HOME ' +
    // Windows cannot start programs without these.
    'SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT APPDATA LOCALAPPDATA USERPROFILE NUMBER_OF_PROCESSORS'
  ).split(' '),
);

/** Locale, GPUs, threads, models. */
const families =
  /^(?:LC|WHISPER|GGML|POCKETSPHINX|CUDA|NVIDIA|HIP|ROCR|ROCM|HSA|GPU|METAL|MTL|VK|SYCL|ONEAPI|OMP|KMP|GOMP|MKL|OPENBLAS|BLIS|VECLIB)_/;
const secretWords = /KEY|TOKEN|SECRET|PASS|CREDENTIAL|AUTH/;

const isAllowed = (name: string): boolean =>
  names.has(name) || (families.test(name) && !secretWords.test(name));

/** The variables a speech program needs; nothing that may hold a secret. */
export const engineEnvironment = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => isAllowed(name.toUpperCase())));
