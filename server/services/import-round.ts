import type { Round } from "../core/round/round.ts";
import type { Unit } from "../core/roster/unit.ts";
import { createRoundIn, type RoundRequest } from "./create-round.ts";
import type { Actor, Deps } from "./deps.ts";
import { saveUnitsIn } from "./save-units.ts";

/**
 * A new round in draft with its units, both or neither: whoever was cut off asks once more for the same.
 *
 * @throws Problem as `createRound` and `saveUnits`
 */
export const importRound = (
  deps: Deps,
  who: Actor,
  request: RoundRequest,
  units: readonly Unit[],
): Promise<Round> =>
  deps.office.inTransaction(async (office) => {
    const round = await createRoundIn(deps, office, who, request);
    await saveUnitsIn(deps, office, who, round.id, units);
    return round;
  });
