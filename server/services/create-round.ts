import { DEFAULT_THRESHOLDS, type Round } from "../core/round/round.ts";
import { Problem } from "../core/problem.ts";
import { audit, changeOf } from "./audit.ts";
import type { Actor, Deps } from "./deps.ts";

export type RoundRequest = Omit<Round, "id" | "thresholds"> & Partial<Pick<Round, "id" | "thresholds">>;

function requireDefinitions(deps: Deps, request: RoundRequest): void {
  for (const { instrument: id, categories, include } of request.forms) {
    const found = deps.library.instruments.get(id);
    if (!found) throw new Problem("definition.unknown", { id });
    const item = include.find((name) => found.instrument.items[name]?.optional !== true);
    if (item !== undefined) throw new Problem("definition.unknown", { id: `${id} ${item}` });
    const unknown = categories.filter((one) => !Object.hasOwn(deps.library.categoryNames.weights, one));
    if (unknown.length > 0) throw new Problem("scoring.unknown-category", { categories: unknown });
  }
  if (!deps.library.schemes.has(request.scheme))
    throw new Problem("definition.unknown", { id: request.scheme });
}

/**
 * Opens a round in draft: nothing is frozen yet.
 *
 * @throws Problem definition.unknown when a form, an optional item of it or the scheme is not in the library,
 *   scoring.unknown-category
 */
export async function createRound(deps: Deps, who: Actor, request: RoundRequest): Promise<Round> {
  requireDefinitions(deps, request);
  const round: Round = {
    ...request,
    id: request.id ?? `r${randomName(deps, 6)}`,
    thresholds: request.thresholds ?? DEFAULT_THRESHOLDS,
  };
  await deps.office.inTransaction(async (office) => {
    if (await office.round(round.id)) throw new Problem("round.frozen", {});
    await office.saveRound({ round, frozen: null });
    await audit(deps, office, who, "round.created", round.id, {
      title: round.title,
      ...changeOf(null, round),
    });
  });
  return round;
}

/**
 * Replaces the settings of a round that is still in draft; its thresholds stay.
 *
 * @throws Problem round.unknown, round.frozen, definition.unknown
 */
export async function updateRound(deps: Deps, who: Actor, id: string, request: RoundRequest): Promise<Round> {
  requireDefinitions(deps, request);
  return deps.office.inTransaction(async (office) => {
    const row = await office.round(id);
    if (!row) throw new Problem("round.unknown", {});
    if (row.frozen) throw new Problem("round.frozen", {});
    const round: Round = { ...row.round, ...request, id, thresholds: row.round.thresholds };
    await office.saveRound({ round, frozen: null });
    await audit(deps, office, who, "round.changed", id, {
      title: round.title,
      ...changeOf(row.round, round),
    });
    return round;
  });
}

/** A short random name of lower-case letters and digits that say nothing about time or order. */
export function randomName(deps: Pick<Deps, "random">, bytes: number): string {
  return Buffer.from(deps.random(bytes)).toString("hex");
}
