import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { testUnit, type TestServer } from "./start-server.ts";

/** A round in preparation whose scheme has a panel of judges; its unit is "water". @returns its id */
export async function addPanelRound({ deps }: TestServer): Promise<string> {
  const { id } = await createRound(deps, KEEPER, {
    title: "专班评审",
    authority: "县委",
    setUp: "onsite",
    period: "近三年",
    openUntil: "2026年11月27日 18:00",
    contactPhone: "0000-1234567",
    scheme: "thousand-points",
    forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
  });
  await saveUnits(deps, KEEPER, id, [testUnit("water", "县水利局党组", [4, 5, 11])]);
  return id;
}
