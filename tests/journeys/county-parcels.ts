/** A city that has 结果包 of its counties: long tables, two schemes, units without numbers, a county that is late. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf } from "../../server/core/definition/canonical.ts";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import {
  type ResultContents,
  type ResultUnit,
  writeResult,
} from "../../server/core/parcel/result-contents.ts";
import type { Scheme } from "../../server/core/scoring/scheme.ts";
import { openSigner } from "../../server/keys/open-signer.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { makeTemplate } from "../../server/services/parcel/make-template.ts";
import { signParcel } from "../../server/services/parcel/sign-parcel.ts";
import { takeParcel } from "../../server/services/parcel/take-parcel.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { carried } from "./three-installations.ts";

/** Units of the first county: more than two pages take. */
const MANY = 45;
const GRADES = ["良好", "较好", "较差"] as const;
/** Two names as long as any that were met, one with a rare character. */
const COUNTIES = [
  "青河哈萨克族柯尔克孜族自治县委巡察工作领导小组办公室",
  "白𠮷县委巡察办",
  "东岭县委巡察办",
] as const;
const LONG = "县交通运输局和综合行政执法队及公路养护中心联合党组第一机关";

/** What a county of such units hands in, printed as `resultOf` prints it. */
function resultOfCounty(at: number, types: readonly string[], scheme: Scheme): ResultContents {
  const parts = scheme.parts.map(({ id, title, points }) => ({ id, title, points: String(points) }));
  return {
    round: { id: `r${at}`, title: "十五届县委第三轮巡察" },
    thresholds: { floor: 5, table: 10, block: 10 },
    scheme: { id: scheme.id, title: scheme.title, version: scheme.version, digest: digestOf(scheme), parts },
    forms: [],
    units: types.map((unitType, nth) => ({ ...unitOf(nth, parts.length), unitType })),
  };
}

/** Every fifth was answered by too few, every ninth is void; the rest have every number. */
function unitOf(nth: number, parts: number): Omit<ResultUnit, "unitType"> {
  const name = nth % 4 === 0 ? `${LONG}${nth + 1}支部` : `第${nth + 1}单位党组`;
  const fixed = { name, eligible: 12 + nth, forms: [], dimensions: [] };
  const nothing = { parts: Array<null>(parts).fill(null), deducted: null, total: null, approved: null };
  if (nth % 9 === 8) {
    return { ...fixed, ...nothing, returned: null, valid: null, level: "open", withdrawn: "void", notes: [] };
  }
  if (nth % 5 === 4) {
    const notes: ResultUnit["notes"] = ["low-participation", "unscored"];
    return { ...fixed, ...nothing, returned: 4, valid: null, level: "none", withdrawn: null, notes };
  }
  return {
    ...fixed,
    returned: 11 + nth,
    valid: 10 + nth,
    level: "tables",
    withdrawn: null,
    parts: Array.from({ length: parts }, (_unused, part) => `${10 + ((nth + part) % 9)}.${10 + part}`),
    deducted: "1.50",
    total: `${70 + (nth % 29)}.25`,
    approved: GRADES[nth % 3]!,
    notes: nth % 7 === 0 ? ["warn-participation", "capped"] : [],
  };
}

/** Trusts three counties, gives them a template, and takes the 结果包 of two in, as they come off a stick. */
export async function handInCounties(deps: Deps): Promise<void> {
  const keys = mkdtempSync(join(tmpdir(), "plumbline-counties-"));
  const signers = COUNTIES.map((_, at) => openSigner(join(keys, `${at}.pem`)));
  rmSync(keys, { recursive: true });
  const to = signers.map(({ publicKey }) => installationFingerprint(publicKey));
  for (const [at, name] of COUNTIES.entries()) {
    // Counties stand in the order in which they were trusted.
    const then = { ...deps, clock: () => new Date(Date.UTC(2026, 10, 1 + at)) };
    await trustInstallation(then, KEEPER, { fingerprint: to[at]!, name });
  }
  const template = await makeTemplate(deps, KEEPER, { title: "全市模板", to, forms: [], schemes: [] });
  const [whole, other] = ["political-ecology", "opinion-only"].map(
    (id) => deps.library.schemes.get(id)!.scheme,
  );
  const mixed = Array.from({ length: MANY }, (_, nth) => (nth % 3 === 0 ? "乡镇" : "县直"));
  const results = [resultOfCounty(0, mixed, whole!), resultOfCounty(1, ["县直", "县直", "县直"], other!)];
  const city = installationFingerprint(deps.signer.publicKey);
  for (const [at, contents] of results.entries()) {
    const { id: round, title } = contents.round;
    const about = { kind: "result", title, edition: 1, to: city, round, template: template.id } as const;
    const parcel = signParcel({ signer: signers[at]! }, about, writeResult(contents));
    await takeParcel(deps, KEEPER, await carried(parcel));
  }
}
