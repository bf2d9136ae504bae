/** Outside raters who are too few are counted nowhere, and what they wrote stands nowhere. @source anonymity.md §5 R2 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded, simulatedAnswers } from "../../../server/cli/demo/simulated-answers.ts";
import { conditionalQuestions } from "../../../server/core/definition/conditional-questions.ts";
import { httpPort } from "../../../server/cli/demo/simulated-staff.ts";
import { cast, enter, loadForm, newRetry, redeem } from "../../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../../server/core/ticket/ticket-url.ts";
import { beginClosing, continueClosing } from "../../../server/services/close-poll.ts";
import { KEEPER } from "../../../server/services/deps.ts";
import { readTexts } from "../../../server/services/read-texts.ts";
import { readRelease } from "../../../server/services/release-poll.ts";
import { ROUND, startTestServer, testUnit, type TestServer } from "../../journeys/start-server.ts";

const unit = testUnit("water", "县水利局党组", [2, 4, 6]);
const OUTSIDE = { id: "D", name: "服务对象", weight: "10", eligible: 20, isOutside: true };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    units: [{ ...unit, categories: [...unit.categories, OUTSIDE] }],
    round: {
      forms: ROUND.forms.map((form) => ({ ...form, categories: [...form.categories, "D"] })),
    },
  });
});
afterAll(() => server.stop());

/** Everybody writes the same to every question that takes a text. */
async function write(batch: string, count: number, words: string): Promise<void> {
  const port = httpPort(server.address);
  for (const url of await server.tickets("water", batch, count)) {
    const entry = await enter(port, parseTicket(url));
    const credentials = await redeem(port, entry);
    for (const [i, { digest }] of entry.forms.entries()) {
      const form = await loadForm(port, digest);
      const hidden = conditionalQuestions(form.survey);
      const texts = form.leaves
        .filter(({ kind, question }) => kind === "text" && !hidden.has(question))
        .map(({ question }) => question);
      const said = simulatedAnswers(form, 0.8, seeded(i));
      const answers = { ...said, ...Object.fromEntries(texts.map((question) => [question, words])) };
      await cast(port, credentials[i]!, { digest, answers, retry: newRetry(port) });
    }
  }
}

it("shows what staff wrote and not what too few outside raters did", async () => {
  const poll = server.polls.get("water")!;
  const { plan } = await server.deps.live.get(poll);
  for (const { id, eligible } of plan.batches)
    if (id === "D") await write(id, 3, "外部写的");
    else await write(id, eligible, "本单位写的");
  await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(server.deps, KEEPER, poll);

  const { result } = await readRelease(server.deps, poll);
  expect(result.forms.map(({ level, excluded }) => [level, excluded])).toEqual(
    ROUND.forms.map(() => ["tables", ["服务对象"]]),
  );
  const written = JSON.stringify(await readTexts(server.deps, poll));
  expect(written).toContain("本单位写的");
  expect(written).not.toContain("外部写的");
});
