/**
 * Ballots that were collected elsewhere become a round of their own: units, categories, keys of source "import",
 * and one credential per ballot that the office signs itself, so that closing, tally and recount go the usual way.
 */
import { digestOf } from "../core/definition/canonical.ts";
import { compileChecker } from "../core/definition/checker.ts";
import { freezeForm } from "../core/definition/freeze-form.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import type { ImportedBallot } from "../core/ballot/answers-from-table.ts";
import { planPoll } from "../core/round/plan-poll.ts";
import { DEFAULT_THRESHOLDS, type Round } from "../core/round/round.ts";
import { withPrices } from "../core/scoring/with-prices.ts";
import type { Category, Unit } from "../core/roster/unit.ts";
import { nullifierOf } from "../core/ticket/nullifier.ts";
import { makePollKeys } from "../keys/make-keys.ts";
import { signMessage } from "../keys/sign-message.ts";
import { audit } from "./audit.ts";
import { castRows } from "./cast-ballot.ts";
import { randomName } from "./create-round.ts";
import type { Actor, Deps } from "./deps.ts";
import type { OfficeTransaction, PollRow } from "../store/office.ts";
import { findScheme, type FoundScheme } from "./find-scheme.ts";

export interface ImportOutcome {
  readonly round: string;
  readonly units: number;
  readonly ballots: number;
}

/**
 * Makes a round from imported ballots and opens its polls with every ballot in them, all of it or nothing: the office hears of the
 * round when everything else is on disk, and what was left by an import that was cut off before is erased first.
 *
 * Points are those of the scheme, as at a seal. All answers are checked before anything is stored. Units of any size are taken: what may be shown of them
 * `release` decides after close.
 *
 * @throws Problem ballot.invalid, definition.unknown
 */
export async function importBallots(
  deps: Deps,
  who: Actor,
  request: {
    readonly title: string;
    readonly scheme: string;
    readonly instrument: Instrument;
    readonly ballots: readonly ImportedBallot[];
  },
): Promise<ImportOutcome> {
  const { instrument } = request;
  const scheme = await deps.office.inTransaction((office) => findScheme(deps, office, request.scheme));
  const form = freezeForm(withPrices(instrument, scheme.scheme), {
    leaders: [],
    variables: {},
    words: [],
    include: [],
    kindsInRound: [],
  });
  const digest = digestOf(form);
  const check = compileChecker(form);
  const checked = request.ballots.map((ballot) => ({ ...ballot, checked: check(ballot.answers) }));
  const units = unitsOf(request.ballots);
  const round = roundOf(deps, request, units);
  return deps.live.alone(IMPORT, async () => {
    await eraseUnfinished(deps);
    const polls: ImportedPoll[] = [];
    for (const unit of units) {
      const own = checked.filter((ballot) => ballot.unit === unit.name);
      polls.push(await fillPoll(deps, round, unit, { instrument: instrument.id, digest }, own));
    }
    await deps.office.inTransaction(async (office) => {
      await office.saveForm(digest, form);
      await saveRound(deps, office, who, { round, units, frozen: scheme, instrument, digest });
      for (const poll of polls) await savePoll(deps, office, who, poll);
    });
    return { round: round.id, units: units.length, ballots: checked.length };
  });
}

/** Of several processes one imports at a time, so that what another left unfinished is nobody's any more. */
const IMPORT = "import ballots";

/**
 * Erases keys and ballots of imports that were cut off. Only for somebody beside whom nobody imports: the ballots of a poll that the
 * office has never heard of were acknowledged to nobody, and their table is still with whoever imports it.
 */
export async function eraseUnfinished({
  office,
  roll,
  box,
}: Pick<Deps, "office" | "roll" | "box">): Promise<void> {
  for (const poll of await roll.pollsOnlyOf("import")) {
    if (await office.inTransaction((transaction) => transaction.poll(poll))) continue;
    // Keys go last: as long as they are there, what is left in the box can be found.
    await box.erase((await roll.signingKeys(poll)).map(({ keyId }) => keyId));
    await roll.erase(poll);
  }
}

type CheckedBallot = ImportedBallot & { readonly checked: ReturnType<ReturnType<typeof compileChecker>> };

/** A poll whose keys and ballots are on disk, and of which the office knows nothing yet. */
interface ImportedPoll extends Pick<PollRow, "id" | "round" | "plan"> {
  readonly unit: Unit;
  readonly ballots: number;
}

async function fillPoll(
  deps: Deps,
  round: Round,
  unit: Unit,
  form: { readonly instrument: string; readonly digest: string },
  ballots: readonly CheckedBallot[],
): Promise<ImportedPoll> {
  const poll = `p${randomName(deps, 8)}`;
  const plan = planPoll({
    categories: unit.categories,
    forms: [{ ...form, categories: unit.categories.map(({ id }) => id) }],
    // Units of any size: these ballots exist already; `release` decides what may be shown of them.
    thresholds: { ...round.thresholds, floor: 0 },
  });
  const blocks = plan.forms[0]?.blocks ?? [];
  const { pollKeys, signing } = await makePollKeys(
    poll,
    blocks.map((block) => ({ instrument: form.instrument, block: block.id, source: "import" as const })),
  );
  await deps.roll.addKeys(pollKeys, signing);
  await deps.box.setApart([signing.map(({ keyId }) => keyId)]);
  await Promise.all(
    ballots.map(({ category, checked }) => {
      const block = blocks.find(({ categories }) => categories.includes(category));
      const key = signing.find((one) => one.block === block?.id)!;
      const message = deps.random(32);
      return deps.box.cast(
        castRows(
          deps,
          key.keyId,
          nullifierOf(key.keyId, message),
          { message, signature: signMessage(key, message), retry: deps.random(16) },
          checked,
        ),
      );
    }),
  );
  return { id: poll, round: round.id, plan, unit, ballots: ballots.length };
}

async function savePoll(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  { unit, ballots, ...poll }: ImportedPoll,
): Promise<void> {
  const openedAtUtc = deps.clock().toISOString();
  const empty = { closingEndsAtUtc: null, closedAtUtc: null, closedDigest: null };
  await office.savePoll({ ...poll, unit: unit.id, state: "open", openedAtUtc, ...empty });
  await audit(deps, office, who, "ballots.imported", poll.id, { unit: unit.name, ballots });
}

/** Units and categories in the order in which they first appear; every category weighs alike. */
function unitsOf(ballots: readonly ImportedBallot[]): Unit[] {
  const categories = [...new Set(ballots.map(({ category }) => category))].toSorted();
  const counts = new Map<string, Map<string, number>>();
  for (const { unit, category } of ballots) {
    const own = counts.get(unit) ?? new Map<string, number>();
    counts.set(unit, own.set(category, (own.get(category) ?? 0) + 1));
  }
  return [...counts].map(([name, own], i) => ({
    id: `u${i + 1}`,
    name,
    parent: null,
    unitType: "",
    group: "",
    onRoll: null,
    eligibleBasis: "",
    leaders: [],
    categories: categories.map((id): Category => ({
      id,
      name: id,
      weight: "1",
      eligible: own.get(id) ?? 0,
      isOutside: false,
    })),
  }));
}

function roundOf(
  deps: Deps,
  request: { readonly title: string; readonly scheme: string; readonly instrument: Instrument },
  units: readonly Unit[],
): Round {
  return {
    id: `r${randomName(deps, 6)}`,
    title: request.title,
    authority: "",
    setUp: "online",
    period: "",
    openUntil: "",
    contactPhone: "",
    thresholds: DEFAULT_THRESHOLDS,
    forms: [
      {
        instrument: request.instrument.id,
        categories: units[0]?.categories.map(({ id }) => id) ?? [],
        include: [],
      },
    ],
    scheme: request.scheme,
  };
}

async function saveRound(
  deps: Deps,
  office: OfficeTransaction,
  who: Actor,
  {
    round,
    units,
    ...made
  }: {
    readonly round: Round;
    readonly units: readonly Unit[];
    readonly frozen: FoundScheme;
    readonly instrument: Instrument;
    readonly digest: string;
  },
): Promise<void> {
  const instruments = [{ digest: digestOf(made.instrument), instrument: made.instrument }];
  await office.saveRound({
    round,
    frozen: { instruments, scheme: made.frozen, address: deps.address ?? "" },
  });
  await office.saveUnits(round.id, units);
  await audit(deps, office, who, "round.imported", round.id, { title: round.title, form: made.digest });
}
