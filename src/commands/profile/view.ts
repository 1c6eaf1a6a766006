// Profiles as a table, in detail and as documents.
import type { Column, Output } from '../../formats/output.js';
import type { Explained, Identity, ProfileSummary } from '../../profiles/profiles.js';

const columns: readonly Column<ProfileSummary>[] = [
  {
    key: 'name',
    label: 'NAME',
    cell: ({ name, isDefault }) => (isDefault ? `${name} (default)` : name),
    value: ({ name }) => name,
  },
  { key: 'provider', label: 'SERVICE', cell: (p) => p.provider, value: (p) => p.provider },
  { key: 'region', label: 'REGION', cell: (p) => p.region ?? '-', value: (p) => p.region },
  { key: 'source', label: 'CREDENTIALS', cell: (p) => p.source, value: (p) => p.source },
  {
    key: 'accessKeyId',
    label: 'KEY',
    cell: (p) => p.accessKeyId ?? '-',
    value: (p) => p.accessKeyId,
  },
  {
    key: 'endpoint',
    label: 'ENDPOINT',
    cell: (p) => p.endpoint ?? '-',
    value: (p) => p.endpoint,
    shrink: 1,
    hidden: true,
  },
  {
    key: 'isDefault',
    label: 'DEFAULT',
    cell: (p) => (p.isDefault ? 'yes' : ''),
    value: (p) => String(p.isDefault),
    hidden: true,
  },
];

/** All profiles as a table; no secret is in a summary. */
export const profileTable = (profiles: readonly ProfileSummary[]): Output => ({
  kind: 'records',
  view: 'table',
  records: profiles,
  columns,
  id: (p: ProfileSummary) => p.name,
  document: (p: ProfileSummary) => p,
  envelope: (documents) => ({ schemaVersion: 1, profiles: documents }),
});

/** What is known of the identity, and why the rest is not. */
const identityFields = (
  { accessKeyId }: ProfileSummary,
  identity: Identity | null,
): readonly (readonly [string, string])[] => {
  if (identity === null) return [['Key', accessKeyId ?? 'kept by its source']];
  const { origin, expiresAt, account, arn, problem } = identity;
  const lines = [
    ['Key', identity.accessKeyId ?? accessKeyId ?? 'kept by its source'],
    ['Keys from', origin],
    ['Expires', expiresAt],
    ['Account', account],
    ['Identity', arn],
    ['Not known', problem],
  ] as const;
  return lines.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const]));
};

/** One profile with the active settings and the origin of each. */
export const profileDetails = (
  profile: ProfileSummary,
  explained: readonly Explained[],
  identity: Identity | null,
): Output => ({
  kind: 'records',
  view: 'detail',
  records: [profile],
  columns,
  id: (p: ProfileSummary) => p.name,
  document: (p: ProfileSummary) => ({ schemaVersion: 1, ...p, inForce: explained, identity }),
  envelope: ([document]) => document,
  detail: (p: ProfileSummary) => ({
    fields: [
      ['Name', p.isDefault ? `${p.name} (default)` : p.name],
      ...identityFields(p, identity),
    ],
    sections: [
      {
        title: 'In force',
        head: ['SETTING', 'VALUE', 'FROM'],
        rows: explained.map((line) => [line.name, line.value ?? '-', line.origin]),
      },
    ],
  }),
});

export interface Tested {
  readonly profile: string;
  readonly provider: string;
  readonly region: string | null;
  readonly endpoint: string | null;
  readonly credentials: string;
  readonly ok: true;
}

const testColumns: readonly Column<Tested>[] = (
  ['profile', 'provider', 'region', 'endpoint', 'credentials'] as const
).map((key) => ({
  key,
  label: key.toUpperCase(),
  cell: (tested) => tested[key] ?? '-',
  value: (tested) => tested[key],
}));

/** The result of a successful test; a failed one is an error. */
export const testReport = (tested: Tested): Output => ({
  kind: 'records',
  view: 'lines',
  records: [tested],
  columns: testColumns,
  id: (t: Tested) => t.profile,
  line: (t: Tested) =>
    `Profile ${t.profile} works: ${t.provider}, ${t.region ?? t.endpoint ?? 'no region'}, credentials from ${t.credentials}`,
  document: (t: Tested) => ({ schemaVersion: 1, ...t }),
  envelope: ([document]) => document,
});
