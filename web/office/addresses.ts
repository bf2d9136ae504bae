/** Every address of the console, in one place. */
const at = encodeURIComponent;

/** What a page shows, part by part behind its path; parts that ask for nothing are left out. */
const withState = (path: string, ...parts: readonly (string | undefined)[]): string =>
  [path, ...parts.flatMap((part) => (part ? [at(part)] : []))].join("/");

/** 看同类名次 */
export const RANKED = "ranks";

export const addresses = {
  rounds: "/",
  newRound: "/rounds/new",
  password: "/password",
  accounts: "/accounts",
  audit: "/audit",
  reach: "/reach",
  system: "/system",
  installations: "/installations",
  templates: "/templates",
  /** Of the counties; one unit type, "" = all. */
  countyResults: (unitType?: string) => withState("/county-results", unitType),
  /** What a page shows stands in its address, part by part; parts that ask for nothing are left out. */
  register: (choice: { readonly [part: string]: string } = {}) =>
    [
      "/register",
      ...Object.entries(choice).flatMap(([part, value]) => (value ? `${part}=${at(value)}` : [])),
    ].join("/"),
  forms: "/forms",
  newForm: "/forms/new",
  form: (id: string) => `/forms/of/${at(id)}`,
  changeForm: (id: string, version: string) => `/forms/change/${at(id)}/${at(version)}`,
  copyForm: (id: string, version: string) => `/forms/copy/${at(id)}/${at(version)}`,
  settings: (round: string) => `/rounds/${at(round)}/settings`,
  parcels: (round: string) => `/rounds/${at(round)}/parcels`,
  prepare: (round: string) => `/rounds/${at(round)}/prepare`,
  progress: (round: string) => `/rounds/${at(round)}`,
  /** `place` = what stands open in the derivation of the unit. */
  results: (round: string, unit?: string, place?: string) =>
    [`/rounds/${at(round)}/units`, ...[unit, place].flatMap((part) => (part ? [at(part)] : []))].join("/"),
  stack: (round: string, unit: string, stack: string) =>
    `/rounds/${at(round)}/paper/${at(unit)}/${at(stack)}`,
  onSite: (round: string, unit: string) => `/rounds/${at(round)}/on-site/${at(unit)}`,
  closing: (round: string, unit: string) => `/rounds/${at(round)}/closing/${at(unit)}`,
  assessment: (round: string, unit?: string) =>
    unit === undefined ? `/rounds/${at(round)}/assessment` : `/rounds/${at(round)}/assessment/${at(unit)}`,
  /** State of the page in the address: how it is ordered, and one unit type ("" = all). */
  compare: (round: string, order?: string, unitType?: string) =>
    withState(`/rounds/${at(round)}/compare`, order, unitType),
  /** Units of this round beside their earlier rounds; state of the page as for `compare`. */
  past: (round: string, order?: string, unitType?: string) =>
    withState(`/rounds/${at(round)}/past`, order, unitType),
  /** Several units together: one with its sub-units, or all of the round. */
  totals: (round: string, parent?: string) => withState(`/rounds/${at(round)}/totals`, parent),
  /** Other points and lines on an archived round. */
  trial: (round: string) => `/rounds/${at(round)}/trial`,
  /** State of the page in the address: with the places among units of one type, or without. */
  grades: (round: string, isRanked = false) =>
    withState(`/rounds/${at(round)}/grades`, isRanked ? RANKED : undefined),
  documents: (round: string) => `/rounds/${at(round)}/documents`,
} as const;
