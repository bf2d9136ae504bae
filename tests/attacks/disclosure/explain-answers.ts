/** JSON answers number by number: each is released to its reader, or stands in a field that is listed here with its reason. */
import type { Answers } from "./crawl-calls.ts";
import { UNITS } from "./crawl-world.ts";
import { countedOf, numbersIn, type ByUnit } from "./released-numbers.ts";

const last = (...names: readonly string[]): RegExp => new RegExp(`[#.](?:${names.join("|")})$`);

/** Fields whose numbers are no results, by what they hold. */
const KINDS: readonly (readonly [what: string, where: RegExp])[] = [
  [
    "names, codes and versions",
    last("id", "poll", "code", "item", "leaf", "focus", "reference", "version", "title", "name", "qr"),
  ],
  [
    "checksums and keys",
    last("digest", "keyId", "spki", "public", "fingerprint", "own", "scheme", "checksum"),
  ],
  ["addresses", last("address", "path", "test", "contactPhone", "notes.of")],
  [
    "days and hours",
    last("atUtc", "closedAtUtc", "openUntil", "endedAt", "meeting", "year", "term", "terms"),
  ],
  [
    "settings, frozen before anybody answers",
    /[#.](?:thresholds\.\w+|scoring\..+|options\.points|(?:grades|from)\.from|keyBits)$/,
  ],
  [
    "settings, frozen before anybody answers",
    /[#.](?:weight|points|minutes|questions|leaders(?:\.position)?|leader|none|unknown)$/,
  ],
  ["people asked and slips made, from the roster", last("eligible", "minted")],
  [
    "how many units, polls, items and steps there are",
    /^(?:register|rounds?|installation)#.*(?:units|closed|open|count)$|^register#/,
  ],
  [
    "how many units, polls, items and steps there are",
    /[#.](?:items|sequence|rank|of|units|dimensions\.items)$/,
  ],
  ["how many forms a person fills in", /^screens#forms$/],
  ["paper that was counted by hand before it was keyed", /^polls\/stacks#|^polls\/stacks\/\w+#/],
  [
    "typed for the 登记表",
    /^polls\/roll-sheet#.*(?:exchanged|issued|left|lost|due|present|paperIssued|paperReturned|returned)$/,
  ],
  ["typed by the group: judgement, facts, workload", /[#.]entered(?:\.|$)|[#.]parts\.lines\.value$/],
  [
    "the record: who did what and when, and how many slips, units and sheets it was about",
    /^audit#(?:found|next|total|people|lines\.(?:about|who)|lines\.facts\.(?:count|polls|units|tooSmall|sheets|keyBits))$/,
  ],
  ["the record: checksums before and after", /^audit#lines\.facts\.(?:before|after|changed)$/],
  [
    "the record: settings, rosters and typed counts of paper before and after, never what anybody answered",
    /^audit#lines\.(?:changes\.(?:of|from|to)|moreChanges)$/,
  ],
  ["the record: points and lines that were tried out", /^audit#lines\.facts\.(?:triedBefore|tried)$/],
  ["the machine: files, versions, what it found about itself", /^(?:installation|reach)(?:\/checks)?#/],
  ["the library, the same for every round", /^(?:definitions|library|templates|openapi\.json)/],
  ["accounts", /^(?:accounts|profile|session|installations|county-results)#/],
];

/** Fields that hold how many people or sheets there were. */
const COUNTED =
  /[#.](?:counts|valid|invalid|abstained|dontKnow|blank|base|reported|ballots|returned|collected|used|bySource\.\w+)$/;

/** `rounds/comparison#rows.total`: the call without what it was asked about, and the field. */
const placeOf = (path: string, field: string): string =>
  `${path
    .replace(/\?.*$/, "")
    .replace(/^\/api\/(?:office\/)?/, "")
    .replace(/(rounds|polls|screens)\/[^/]+/g, "$1")
    .replace(/units\/[^/]+\//, "units/")}#${field}`;

/** Where a number stands: its unit, "" when it is about none, its field, and what is said there. */
interface Told {
  readonly unit: string;
  readonly place: string;
  readonly text: string;
}

/** @param polls unit id → poll id, by which an answer about one unit is known */
export function* toldIn(answers: Answers, polls: ReadonlyMap<string, string>): Iterable<Told> {
  const unitOfPoll = new Map([...polls].map(([unit, poll]) => [poll, unit]));
  for (const [path, answer] of answers) {
    const [, poll = ""] = /(?:polls|screens)\/([^/]+)/.exec(path) ?? [];
    const [, named = ""] = /units\/([^/]+)/.exec(path) ?? [];
    yield* within(answer, { path, field: "", unit: unitOfPoll.get(poll) ?? named });
  }
}

interface Standing {
  readonly path: string;
  readonly field: string;
  readonly unit: string;
}

function* within(value: unknown, at: Standing): Iterable<Told> {
  if (typeof value === "number" || typeof value === "string")
    yield { unit: at.unit, place: placeOf(at.path, at.field), text: String(value) };
  else if (Array.isArray(value)) for (const one of value) yield* within(one, at);
  else if (typeof value === "object" && value !== null) {
    const unit = unitOf(value) ?? at.unit;
    for (const [key, one] of Object.entries(value))
      yield* within(one, { ...at, unit, field: at.field === "" ? key : `${at.field}.${key}` });
  }
}

/** An object that names a unit, as all that are about one do. */
function unitOf(value: object): string | undefined {
  const named = [
    "unit" in value &&
      (typeof value.unit === "object" && value.unit && "id" in value.unit ? value.unit.id : value.unit),
    "id" in value && value.id,
  ];
  return UNITS.find(({ id }) => named.includes(id))?.id;
}

/** @returns numbers that were not released to this reader and are of no listed kind */
export function unexplainedIn(
  answers: Answers,
  released: ByUnit,
  polls: ReadonlyMap<string, string>,
): readonly string[] {
  const all = new Set([...released.values()].flatMap((numbers) => [...numbers]));
  const found = new Set<string>();
  for (const { unit, place, text } of toldIn(answers, polls)) {
    if (KINDS.some(([, where]) => where.test(place))) continue;
    const isTold = (number: string): boolean =>
      unit === ""
        ? all.has(number)
        : COUNTED.test(place)
          ? (released.get(countedOf(unit))?.has(number) ?? false)
          : (released.get(unit)?.has(number) ?? false) || released.get("")!.has(number);
    const rest =
      !COUNTED.test(place) && released.get(unit)?.has(text)
        ? []
        : numbersIn(text).filter((number) => !isTold(number) && Number(number) !== 0);
    if (rest.length > 0) found.add(`${unit} ${place}: ${rest.join(" ")} in ${text.slice(0, 80)}`);
  }
  return [...found];
}
