import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import type { Unit } from "../../server/core/roster/unit.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { testAssessment, type TestServer } from "./start-server.ts";

/**
 * One more round with the settings of the server's first, its units answered by everybody and closed.
 *
 * @param climate how content people are, 0 to 1
 * @returns its id
 */
export async function holdLaterRound(
  server: TestServer,
  title: string,
  units: readonly Unit[],
  climate: number,
): Promise<string> {
  const { deps } = server;
  const first = await deps.office.inTransaction((store) => store.round(server.round));
  const { id: _, ...settings } = first!.round;
  const { id } = await createRound(deps, KEEPER, { ...settings, judgesFirst: false, title });
  await saveUnits(deps, KEEPER, id, units);
  for (const unit of units) await saveAssessment(deps, KEEPER, id, unit.id, testAssessment, null);
  await sealRound(deps, KEEPER, id);
  for (const poll of await deps.office.inTransaction((store) => store.polls(id))) {
    await openPoll(deps, KEEPER, poll.id);
    for (const { id: batch, eligible } of poll.plan!.batches) {
      const wanted = { count: eligible, voidUnused: false };
      const { urls } = await mintTickets(deps, KEEPER, poll.id, batch, wanted);
      const people = urls.map((url) => ({ url, climate }));
      await answerAll(httpPort(server.address), people, seeded(9), () => {});
    }
    await beginClosing(deps, KEEPER, poll.id, { second: KEEPER });
    await continueClosing(deps, KEEPER, poll.id);
  }
  return id;
}
