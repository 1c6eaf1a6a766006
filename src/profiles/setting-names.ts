/** `--jobs-api <name>` is the setting `jobsApi` and the variable ASRCTL_JOBS_API. */
export const settingNames = (flags: string): { readonly name: string; readonly env: string } => {
  const words = (/--([\w-]+)/.exec(flags)?.[1] ?? '').split('-');
  const [head = '', ...rest] = words;
  const name = head + rest.map((w) => w.slice(0, 1).toUpperCase() + w.slice(1)).join('');
  return { name, env: `ASRCTL_${words.join('_').toUpperCase()}` };
};
