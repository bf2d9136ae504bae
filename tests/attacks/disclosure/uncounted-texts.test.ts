/** What too few people wrote stands nowhere, and how much it was is told by no size of a file. @source anonymity.md §5 R1, R2, R11 */
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
import { OfficeClient } from "../../journeys/office-client.ts";
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

interface Writing {
  readonly unit?: string;
  readonly batch: string;
  readonly count: number;
  readonly words: string;
}

/** Everybody writes the same to every question that takes a text. */
async function write(to: TestServer, { unit: id = "water", batch, count, words }: Writing): Promise<void> {
  const port = httpPort(to.address);
  for (const url of await to.tickets(id, batch, count)) {
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
    if (id === "D") await write(server, { batch: id, count: 3, words: "外部写的" });
    else await write(server, { batch: id, count: eligible, words: "本单位写的" });
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

/** Of a unit of six of whom four answer, all with these words: what the office is told of sizes, and how much there is. */
async function sizesAfter(
  words: string,
): Promise<{ readonly told: object; readonly written: readonly string[] }> {
  const few = await startTestServer({ units: [testUnit("archive", "县档案馆党支部", [2, 2, 2])] });
  const poll = few.polls.get("archive")!;
  const { plan } = await few.deps.live.get(poll);
  let left = 4;
  for (const { id, eligible } of plan.batches) {
    const count = Math.min(left, eligible);
    await write(few, { unit: "archive", batch: id, count, words });
    left -= count;
  }
  await beginClosing(few.deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(few.deps, KEEPER, poll);
  await few.deps.installation.makeBackup();
  const { closedFiles, backups, exportsBytes } = await (await OfficeClient.signIn(few)).get("/installation");
  const told = { closedFiles, exportsBytes, backups: backups.map(({ bytes }: { bytes: number }) => bytes) };
  const written: string[] = [];
  for await (const { text } of few.deps.closed.texts(poll)) written.push(text);
  await few.stop();
  return { told, written };
}

it("tells by the size of no file whether four people wrote much or little", async () => {
  const little = await sizesAfter("无");
  const much = await sizesAfter("这一段话很长".repeat(33));
  expect(much.told).toEqual(little.told);
  // It lies in the closed file all the same, more of it than a page of the file holds.
  expect(much.written.length).toBe(little.written.length);
  expect(Buffer.byteLength(much.written.join(""))).toBeGreaterThan(4096);
});
