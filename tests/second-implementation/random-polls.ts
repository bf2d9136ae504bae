/** Random frozen forms and polls, closed by the product, for a comparison with an independent count. */
import type { Random } from "../../server/cli/demo/simulated-answers.ts";
import { canonicalJson, digestOf } from "../../server/core/definition/canonical.ts";
import type {
  Answer,
  FrozenForm,
  FrozenItem,
  Leaf,
  LeafOption,
} from "../../server/core/definition/frozen.ts";
import type { FormScoring } from "../../server/core/definition/instrument.ts";
import { emptyForm } from "../../server/core/release/scored-form.test-kit.ts";
import type { PollPlan } from "../../server/core/round/plan.ts";
import { planPoll } from "../../server/core/round/plan-poll.ts";
import type { Round } from "../../server/core/round/round.ts";
import type { Category, CategoryId, Unit } from "../../server/core/roster/unit.ts";
import { nullifierOf } from "../../server/core/ticket/nullifier.ts";
import type { Source } from "../../server/core/tally/tally.ts";
import type { Deps } from "../../server/services/deps.ts";
import { writeClosedFile } from "../../server/services/write-closed-file.ts";
import type { Stores } from "../../server/store/stores.ts";
import type { PollRow } from "../../server/store/office.ts";
import type { SigningKeyRow } from "../../server/store/roll.ts";

export const below = (random: Random, n: number): number => Math.floor(random() * n);
export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;
const bytes = (random: Random, n: number): Uint8Array =>
  Uint8Array.from({ length: n }, () => below(random, 256));
const some = <T>(random: Random, most: number, make: (i: number) => T): T[] =>
  Array.from({ length: 1 + below(random, most) }, (_, i) => make(i));

export const WEIGHTS = ["0", "10", "12.5", "20", "100/3", "50"] as const;
const PRICES = ["100", "85.5", "80", "60", "200/3", "0"] as const;

function option(random: Random, i: number, isPriced: boolean): LeafOption {
  const dontKnow = i > 0 && random() < 0.25;
  const points = isPriced && !dontKnow ? pick(random, PRICES) : null;
  return { value: String(i), text: String(i), points, dontKnow };
}

function leaf(random: Random, i: number): Leaf {
  const base = { id: `q${i}`, question: `q${i}`, title: `q${i}` };
  const kind = pick(random, ["choice", "choice", "choice", "multi", "number", "boolean", "text"] as const);
  if (kind === "choice") {
    const isPriced = random() < 0.85;
    return { ...base, kind, options: some(random, 5, (at) => option(random, at, isPriced)) };
  }
  if (kind !== "multi") return { ...base, kind };
  const options = some(random, 6, (at) => option(random, at, false));
  const place = (share: number): number | null => (random() < share ? below(random, options.length) : null);
  const none = place(0.6);
  const unknown = place(0.6);
  return { ...base, kind, options, none, unknown: unknown === none ? null : unknown };
}

const scoringOf = (random: Random, leaves: readonly Leaf[]): FormScoring =>
  pick<FormScoring>(random, [
    { rule: "none" },
    { rule: "items" },
    { rule: "leaders", principal: 40, others: "60" },
    {
      rule: "questionnaire",
      positive: 60,
      problems: 40,
      problemItems: leaves.filter((one) => one.kind === "multi" && random() < 0.8).map(({ id }) => id),
    },
  ]);

export function randomForm(random: Random, instrument: string): FrozenForm {
  const leaves = some(random, 9, (i) => leaf(random, i));
  const parts = [
    { id: "a", title: "a", weight: "60" },
    { id: "b", title: "b", weight: "40" },
  ];
  const leaders = Array.from({ length: below(random, 4) }, (_, i) => {
    return { position: i + 1, name: `n${i}`, post: `p${i}`, isPrincipal: random() < 0.4 };
  });
  const item = ({ id }: Leaf): FrozenItem => ({
    leaf: id,
    part: pick(random, ["a", "b", null]),
    weight: random() < 0.8 ? pick(random, WEIGHTS) : null,
    dimension: null,
    focus: [],
    item: id,
    leader: leaders.length > 0 && random() < 0.7 ? 1 + below(random, leaders.length) : null,
  });
  const items = leaves
    .filter((one) => (one.kind === "choice" || one.kind === "multi") && random() < 0.9)
    .map(item);
  return { ...emptyForm, instrument, leaves, parts, leaders, items, scoring: scoringOf(random, leaves) };
}

function randomAnswer(random: Random, one: Leaf, blank: number): Answer {
  if (random() < blank) return null;
  switch (one.kind) {
    case "choice":
      return below(random, one.options.length);
    case "multi": {
      const alone = [one.none, one.unknown].filter((at) => at !== null);
      if (alone.length > 0 && random() < 0.4) return [pick(random, alone)];
      const ticks = one.options.map((_, at) => at).filter((at) => !alone.includes(at) && random() < 0.3);
      return ticks.length > 0 ? ticks : null;
    }
    case "number":
      return pick(random, [0, 1, 2.5, -3, 40]);
    case "boolean":
      return random() < 0.5;
    case "text":
      return true;
    case "list":
      return Array.from({ length: 1 + below(random, 3) }, () => one.columns.map(() => below(random, 2)));
  }
}

function randomUnit(random: Random, id: string): Unit {
  const size = pick(random, [4, 12, 30]);
  const categories = some(random, 5, (i): Category => ({
    id: "ABCDE"[i]!,
    name: `类别${i}`,
    weight: pick(random, WEIGHTS),
    eligible: below(random, size),
    isOutside: i > 0 && random() < 0.2,
  }));
  const none = { parent: null, unitType: "", group: "", onRoll: null, eligibleBasis: "", leaders: [] };
  return { id, name: id, categories, ...none };
}

/** A poll as it is to come out. */
export interface PollToClose {
  readonly id: string;
  /** Saved with its round already. */
  readonly unit: Unit;
  readonly forms: readonly { readonly form: FrozenForm; readonly categories: readonly CategoryId[] }[];
  /** Ballots that come in by one key. */
  readonly ballotsOf: (source: Source) => number;
  /** How likely somebody of a block leaves a question blank. */
  readonly blankOf: (leaf: Leaf, block: string) => number;
}

/** Takes one random poll of one or two forms from its plan through the box into its closed file. */
export async function closeRandomPoll(
  stores: Stores,
  random: Random,
  round: Round,
  id: string,
): Promise<void> {
  const unit = randomUnit(random, `u${id}`);
  const forms = some(random, 2, (i) => randomForm(random, `form${i}`)).map((form) => {
    const outside = unit.categories.filter(({ isOutside }) => isOutside);
    // Now and then a form that nobody of the unit fills.
    if (outside.length > 0 && random() < 0.3)
      return { form, categories: outside.map((category) => category.id) };
    const chosen = unit.categories.filter(() => random() < 0.8);
    return { form, categories: (chosen.length > 0 ? chosen : unit.categories).map(({ id: own }) => own) };
  });
  await stores.office.inTransaction((office) => office.saveUnits(round.id, [unit]));
  const { table } = round.thresholds;
  await closePoll(stores, random, round, {
    id,
    unit,
    forms,
    ballotsOf: (source) =>
      below(random, (source === "paper" ? 4 : pick(random, [1, 4, table, 2 * table, 3 * table])) + 1),
    blankOf: () => 0.15,
  });
}

/** Takes one poll from its plan through the box into its closed file; what people answer is random. */
export async function closePoll(
  stores: Stores,
  random: Random,
  round: Round,
  { id, unit, forms, ballotsOf, blankOf }: PollToClose,
): Promise<void> {
  const plan = planPoll({
    categories: unit.categories,
    forms: forms.map(({ form, categories }) => ({
      instrument: form.instrument,
      digest: digestOf(form),
      categories,
    })),
    thresholds: { ...round.thresholds, floor: 0 },
    openCategories: unit.categories
      .filter(({ isOutside }) => isOutside && random() < 0.5)
      .map((category) => category.id),
  });
  const row: PollRow = {
    id,
    round: round.id,
    unit: unit.id,
    state: "sealing",
    plan,
    openedAtUtc: null,
    closingEndsAtUtc: null,
    closedAtUtc: null,
    closedDigest: null,
  };
  await stores.office.inTransaction(async (office) => {
    for (const { form } of forms) await office.saveForm(digestOf(form), form);
    await office.savePoll(row);
  });
  const keys = randomKeys(random, id, plan);
  const transport = { transportKeyId: bytes(random, 32), transportPublic: bytes(random, 32) };
  await stores.roll.addKeys(
    { ...transport, poll: id, transportPrivate: bytes(random, 32), receiptKey: bytes(random, 32) },
    keys,
  );
  const casts = keys.flatMap((key) => {
    const { form } = forms.find((one) => one.form.instrument === key.instrument)!;
    return castsOf(stores, random, key, { form, ballots: ballotsOf(key.source), blankOf });
  });
  await Promise.all(casts);
  await stores.box.drain();
  await writeClosedFile(stores as unknown as Deps, row);
  const closedDigest = await stores.closed.digest(id);
  await stores.office.inTransaction((office) => office.savePoll({ ...row, state: "closed", closedDigest }));
}

/** One for the phones of each block of a form, now and then one for its paper. */
function randomKeys(random: Random, poll: string, plan: PollPlan): readonly SigningKeyRow[] {
  const keys: SigningKeyRow[] = [];
  for (const { instrument, blocks } of plan.forms) {
    for (const block of blocks) {
      const phones = block.isOpen ? ("open" as const) : ("ticket" as const);
      const sources: Source[] = [phones, ...(random() < 0.3 ? (["paper"] as const) : [])];
      for (const source of sources) {
        const key = {
          keyId: bytes(random, 32),
          publicSpki: bytes(random, 9),
          privatePkcs8: bytes(random, 9),
        };
        keys.push({ ...key, poll, block: block.id, instrument, source });
      }
    }
  }
  return keys;
}

function castsOf(
  { box }: Stores,
  random: Random,
  { keyId, block }: SigningKeyRow,
  {
    form,
    ballots,
    blankOf,
  }: Pick<PollToClose, "blankOf"> & { readonly form: FrozenForm; readonly ballots: number },
): Promise<unknown>[] {
  return Array.from({ length: ballots }, () => {
    const message = bytes(random, 32);
    const nullifier = nullifierOf(keyId, message);
    const answers = form.leaves.map((one) => randomAnswer(random, one, blankOf(one, block)));
    return box.cast({
      spent: { keyId, nullifier, message, signature: bytes(random, 8), retryDigest: bytes(random, 32) },
      ballot: { keyId, tag: bytes(random, 16), answers: canonicalJson(answers) },
      texts: [],
    });
  });
}
