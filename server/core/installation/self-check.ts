/** The red and green list for the IT person, from what was measured on the machine. */

export const CHECKS = [
  "data-folder",
  "folder-rights",
  "synchronised",
  "disk",
  "schema",
  "clock",
  "time-zone",
  "address",
  "printed-address",
  "reachable",
  "phone",
  "tls",
  "backup",
  "fonts",
  "worker",
  "core-dumps",
  "swap",
  "sleep",
] as const;
export type Check = (typeof CHECKS)[number];

/** good; look: it works, but should be mended; bad: it must be mended first; ask: only a person can tell. */
export type Verdict = "good" | "look" | "bad" | "ask";

export interface CheckLine {
  readonly check: Check;
  readonly verdict: Verdict;
  /** A number or a name that the sentence says; "" for none. */
  readonly found: string;
}

/** What a `phone` line has found where the process that serves counts, and not this one: nothing of who opened what is stored. */
export const COUNTED_ELSEWHERE = "elsewhere";

/** What was measured. `null` = this machine does not tell. */
export interface InstallationFacts {
  readonly isWritable: boolean;
  /** Nobody but the owner may read the data folder. */
  readonly isPrivate: boolean | null;
  /** Name of a synchronising program in whose folder the data lie. */
  readonly synchronisedBy: string | null;
  readonly freeBytes: number | null;
  /** Files of another version than this program's. */
  readonly oddFiles: readonly string[];
  readonly clockBehindMs: number | null;
  /** Of this machine against UTC, in minutes: China is 480. */
  readonly utcOffsetMinutes: number;
  /** Printed into QR codes. */
  readonly address: string | null;
  /** Other addresses, printed into the codes of polls that are not closed yet. */
  readonly printedElsewhere: readonly string[];
  /** How often the test page was opened at the address since the start; null where no server counts. */
  readonly timesOpened: number | null;
  /** Whether this machine reaches itself by that address. */
  readonly isReached: boolean | null;
  /** Whole days that the certificate of the address is still good; null on plain http or when none was shown. */
  readonly certificateDays: number | null;
  /** Whole days since the newest backup; null when there is none. */
  readonly backupDays: number | null;
  readonly hasFonts: boolean;
  readonly worksInThreads: boolean;
  readonly dumpsCore: boolean | null;
  readonly swaps: boolean | null;
  /** After how many minutes without a touch the machine goes to sleep on mains; 0 = never. */
  readonly sleepMinutes: number | null;
}

const GIB = 1024 ** 3;
const FREE_BYTES_LOOK = 2 * GIB;
const FREE_BYTES_BAD = GIB / 4;
const BACKUP_DAYS_MAX = 7;
const CERTIFICATE_DAYS_LOOK = 30;
const CHINA_MINUTES = 480;

/** One line per check, in the order of `CHECKS`. */
export function selfCheck(facts: InstallationFacts): readonly CheckLine[] {
  return CHECKS.map((check) => {
    const [verdict, found = ""] = JUDGES[check](facts);
    return { check, verdict, found };
  });
}

/** Whether something must be mended first. */
export const isBad = (lines: readonly CheckLine[]): boolean => lines.some(({ verdict }) => verdict === "bad");

type Judged = readonly [verdict: Verdict, found?: string];

const goodIf = (isGood: boolean, otherwise: Verdict): Judged => [isGood ? "good" : otherwise];
const tellsNot = (value: boolean | null, otherwise: Verdict): Judged =>
  value === null ? ["ask"] : goodIf(!value, otherwise);

const JUDGES: Readonly<Record<Check, (facts: InstallationFacts) => Judged>> = {
  "data-folder": ({ isWritable }) => goodIf(isWritable, "bad"),
  "folder-rights": ({ isPrivate }) => (isPrivate === null ? ["ask"] : goodIf(isPrivate, "bad")),
  synchronised: ({ synchronisedBy }) => (synchronisedBy === null ? ["good"] : ["bad", synchronisedBy]),
  disk: ({ freeBytes }) => {
    if (freeBytes === null) return ["ask"];
    const verdict = freeBytes < FREE_BYTES_BAD ? "bad" : freeBytes < FREE_BYTES_LOOK ? "look" : "good";
    return [verdict, (freeBytes / GIB).toFixed(1)];
  },
  schema: ({ oddFiles }) => (oddFiles.length === 0 ? ["good"] : ["bad", oddFiles.join("、")]),
  clock: ({ clockBehindMs }) =>
    clockBehindMs === null ? ["good"] : ["bad", String(Math.ceil(clockBehindMs / 60_000))],
  "time-zone": ({ utcOffsetMinutes }) => [
    utcOffsetMinutes === CHINA_MINUTES ? "good" : "look",
    String(utcOffsetMinutes / 60),
  ],
  address: ({ address }) => (address === null ? ["bad"] : ["good", address]),
  "printed-address": ({ printedElsewhere }) =>
    printedElsewhere.length === 0 ? ["good"] : ["bad", printedElsewhere.join("、")],
  phone: ({ timesOpened }) => {
    if (timesOpened === null) return ["ask", COUNTED_ELSEWHERE];
    return timesOpened > 0 ? ["good", String(timesOpened)] : ["ask"];
  },
  reachable: ({ address, isReached }) =>
    address === null || isReached === null ? ["ask"] : [isReached ? "good" : "bad", address],
  tls: ({ address, certificateDays, isReached }) => {
    if (address === null || !address.startsWith("https://")) return ["look"];
    if (certificateDays === null) return [isReached === null ? "ask" : "bad"];
    const verdict = certificateDays < 0 ? "bad" : certificateDays < CERTIFICATE_DAYS_LOOK ? "look" : "good";
    return [verdict, String(certificateDays)];
  },
  backup: ({ backupDays }) =>
    backupDays === null ? ["look"] : [backupDays > BACKUP_DAYS_MAX ? "look" : "good", String(backupDays)],
  fonts: ({ hasFonts }) => goodIf(hasFonts, "bad"),
  worker: ({ worksInThreads }) => goodIf(worksInThreads, "bad"),
  "core-dumps": ({ dumpsCore }) => tellsNot(dumpsCore, "look"),
  swap: ({ swaps }) => tellsNot(swaps, "look"),
  sleep: ({ sleepMinutes }) =>
    sleepMinutes === null ? ["ask"] : sleepMinutes === 0 ? ["good"] : ["bad", String(sleepMinutes)],
};
