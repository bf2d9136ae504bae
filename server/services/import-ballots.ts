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
import { findScheme, type FoundScheme } from "./find-scheme.ts";

export interface ImportOutcome {
  readonly round: string;
  readonly units: number;
  readonly ballots: number;
}

/**
 * Makes a round from imported ballots and opens its polls with every ballot in them.
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
  const round = await saveRound(deps, who, { ...request, frozen: scheme }, units, digest);
  await deps.office.inTransaction((office) => office.saveForm(digest, form));
  for (const unit of units) {
    const own = checked.filter((ballot) => ballot.unit === unit.name);
    await importUnit(deps, who, round, unit, { instrument: instrument.id, digest }, own);
  }
  return { round: round.id, units: units.length, ballots: checked.length };
}

type CheckedBallot = ImportedBallot & { readonly checked: ReturnType<ReturnType<typeof compileChecker>> };

async function importUnit(
  deps: Deps,
  who: Actor,
  round: Round,
  unit: Unit,
  form: { readonly instrument: string; readonly digest: string },
  ballots: readonly CheckedBallot[],
): Promise<void> {
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
  await deps.office.inTransaction(async (office) => {
    const openedAtUtc = deps.clock().toISOString();
    const empty = { closingEndsAtUtc: null, closedAtUtc: null, closedDigest: null };
    await office.savePoll({
      id: poll,
      round: round.id,
      unit: unit.id,
      state: "open",
      plan,
      openedAtUtc,
      ...empty,
    });
    await audit(deps, office, who, "ballots.imported", poll, { unit: unit.name, ballots: ballots.length });
  });
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

async function saveRound(
  deps: Deps,
  who: Actor,
  request: {
    readonly title: string;
    readonly scheme: string;
    readonly frozen: FoundScheme;
    readonly instrument: Instrument;
  },
  units: readonly Unit[],
  digest: string,
): Promise<Round> {
  const round: Round = {
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
  const instruments = [{ digest: digestOf(request.instrument), instrument: request.instrument }];
  await deps.office.inTransaction(async (office) => {
    await office.saveRound({
      round,
      frozen: { instruments, scheme: request.frozen, address: deps.address ?? "" },
    });
    await office.saveUnits(round.id, units);
    await audit(deps, office, who, "round.imported", round.id, { title: round.title, form: digest });
  });
  return round;
}
