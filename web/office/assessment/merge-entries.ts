import { bodyOf, type DraftEntry, startEntry } from "./draft-entry.ts";

/** One field of the form: a text, or a list whose rows belong together. */
type Value = string | DraftEntry["bonus"] | DraftEntry["panels"][string];

/**
 * Field by its place: "judgement/style/score", "supervision/audit", "facts/member-case", "deductions", "panels/review",
 * "panelSheets/review", "converted/review".
 */
type Fields = ReadonlyMap<string, Value>;

/** A field that both have changed, each in another way. */
export interface Clash {
  readonly place: string;
  readonly mine: Value | undefined;
  readonly theirs: Value | undefined;
}

export interface Merged {
  readonly draft: DraftEntry;
  readonly clashes: readonly Clash[];
}

/**
 * Puts two entries together that began as the same one: what only one has changed is taken from that one; where both
 * have, mine stays and the field is named.
 */
export function mergeEntries(base: DraftEntry, mine: DraftEntry, theirs: DraftEntry): Merged {
  const [was, here, there] = [fieldsOf(base), fieldsOf(mine), fieldsOf(theirs)];
  const merged = new Map<string, Value>();
  const clashes: Clash[] = [];
  for (const place of new Set([...here.keys(), ...there.keys()])) {
    const [old, own, other] = [was.get(place), here.get(place), there.get(place)];
    if (!same(own, other) && !same(own, old) && !same(other, old)) {
      clashes.push({ place, mine: own, theirs: other });
    }
    const value = same(own, old) ? other : own;
    if (value !== undefined) merged.set(place, value);
  }
  return { draft: entryOf(merged), clashes };
}

/** The draft with one field as the other person has it. */
export function takeTheirs(draft: DraftEntry, { place, theirs }: Clash): DraftEntry {
  const fields = new Map(fieldsOf(draft));
  if (theirs === undefined) fields.delete(place);
  else fields.set(place, theirs);
  return entryOf(fields);
}

const same = (a: Value | undefined, b: Value | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Only what would be sent: an empty field is not there. */
function fieldsOf(draft: DraftEntry): Fields {
  const { judgement, supervision, deductions, bonus, facts, workload, inspection, panels, panelSheets } =
    startEntry({
      entered: bodyOf(draft),
    });
  const all: readonly (readonly [string, Value])[] = [
    ...Object.entries(judgement).flatMap(([id, { score, reason }]) => [
      [`judgement/${id}/score`, score] as const,
      [`judgement/${id}/reason`, reason] as const,
    ]),
    ...Object.entries(supervision).map(([id, count]) => [`supervision/${id}`, count] as const),
    ["deductions", deductions],
    ["bonus", bonus],
    ...facts.map((id) => [`facts/${id}`, "1"] as const),
    ...Object.entries(workload).map(([id, count]) => [`workload/${id}`, count] as const),
    ...Object.entries(inspection).map(([id, value]) => [`inspection/${id}`, value] as const),
    ...Object.entries(panels).map(([id, sheets]) => [`panels/${id}`, sheets] as const),
    ...Object.entries(panelSheets).flatMap(([id, { instrument, version, converted }]) => [
      [`panelSheets/${id}`, `${instrument} ${version}`] as const,
      [`converted/${id}`, converted] as const,
    ]),
  ];
  return new Map(all.filter(([, value]) => value.length > 0));
}

type TextSection = "supervision" | "workload" | "inspection";
const isTextSection = (section: string | undefined): section is TextSection =>
  section === "supervision" || section === "workload" || section === "inspection";

function entryOf(fields: Fields): DraftEntry {
  const judgement: { [id: string]: { score: string; reason: string } } = {};
  const texts: { readonly [section in TextSection]: { [id: string]: string } } = {
    supervision: {},
    workload: {},
    inspection: {},
  };
  const panels: { [id: string]: DraftEntry["panels"][string] } = {};
  const panelSheets: { [id: string]: DraftEntry["panelSheets"][string] } = {};
  const facts: string[] = [];
  for (const [place, value] of fields) {
    const [section, id = "", part] = place.split("/");
    if (section === "judgement")
      judgement[id] = { score: "", reason: "", ...judgement[id], [part!]: value as string };
    else if (isTextSection(section)) texts[section][id] = value as string;
    else if (section === "panels") panels[id] = value as DraftEntry["panels"][string];
    else if (section === "panelSheets") {
      const [instrument = "", version = ""] = (value as string).split(" ");
      const converted = (fields.get(`converted/${id}`) ?? "") as string;
      panelSheets[id] = { instrument, version, converted };
    } else if (section === "facts") facts.push(id);
  }
  return {
    judgement,
    ...texts,
    deductions: (fields.get("deductions") ?? []) as DraftEntry["bonus"],
    bonus: (fields.get("bonus") ?? []) as DraftEntry["bonus"],
    facts,
    panels,
    panelSheets,
  };
}
