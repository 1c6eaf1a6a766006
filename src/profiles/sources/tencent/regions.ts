// Names of regions as the older tools of COS wrote them.
const renamed: Readonly<Record<string, string>> = {
  gz: 'ap-guangzhou',
  'cn-south': 'ap-guangzhou',
  sh: 'ap-shanghai',
  'cn-east': 'ap-shanghai',
  bj: 'ap-beijing',
  tj: 'ap-beijing-1',
  'cn-north': 'ap-beijing-1',
  cd: 'ap-chengdu',
  'cn-southwest': 'ap-chengdu',
  spg: 'ap-singapore',
  sgp: 'ap-singapore',
  hk: 'ap-hongkong',
  ca: 'na-toronto',
  ger: 'eu-frankfurt',
};

/** `ap-guangzhou` for `ap-guangzhou`, `cos.ap-guangzhou`, `cos.ap-guangzhou.myqcloud.com` and `gz`; null for anything else. */
export const regionOf = (text: string | null): string | null => {
  const [, bare] = /^(?:cos\.)?([a-z0-9-]+)(?:\.myqcloud\.com)?$/.exec(text?.trim() ?? '') ?? [];
  if (bare === undefined) return null;
  const region = renamed[bare] ?? bare;
  return /^[a-z]{2,}(?:-[a-z0-9]+)+$/.test(region) ? region : null;
};
