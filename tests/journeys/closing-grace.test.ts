/** 封存 from the console while somebody is filling in: five minutes for who has begun, unless the two end them. @source anonymity.md §2a */
import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded, simulatedAnswers } from "../../server/cli/demo/simulated-answers.ts";
import { httpPort } from "../../server/cli/demo/simulated-staff.ts";
import {
  cast,
  type Credential,
  enter,
  type Entry,
  loadForm,
  newRetry,
  redeem,
} from "../../server/core/ticket/respondent.ts";
import { parseTicket } from "../../server/core/ticket/ticket-url.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, type TestServer, testUnit } from "./start-server.ts";

interface Begun {
  readonly entry: Entry;
  readonly credentials: readonly Credential[];
}

const UNITS = ["water", "parks"];
let server: TestServer;
let office: OfficeClient;
let second: OfficeClient;

beforeAll(async () => {
  server = await startTestServer({ units: UNITS.map((id) => testUnit(id, id, [5, 10, 30])) });
  office = await OfficeClient.signIn(server, "承办人");
  second = await OfficeClient.signIn(server, "审核人");
});
afterAll(() => server.stop());

const port = () => httpPort(server.address);

async function begin(url: string): Promise<Begun> {
  const entry = await enter(port(), parseTicket(url));
  return { entry, credentials: await redeem(port(), entry) };
}

async function handIn({ entry, credentials }: Begun): Promise<void> {
  for (const [i, { digest }] of entry.forms.entries()) {
    const answers = simulatedAnswers(await loadForm(port(), digest), 0.8, seeded(i));
    await cast(port(), credentials[i]!, { digest, answers, retry: newRetry(port()) });
  }
}

const close = async (unit: string, waits: boolean) => {
  const body = { ...office.withSecond(second), waits };
  const answer = await office.send("POST", `/polls/${server.polls.get(unit)!}/close`, body);
  return (await answer.json()) as { state: string };
};

it("takes who has begun, nobody else, and ends with the last of them", async () => {
  const [first, late] = await server.tickets("water", "C", 2);
  const begun = await begin(first!);
  expect(await close("water", true)).toMatchObject({ state: "closing" });
  await expect(begin(late!)).rejects.toMatchObject({ code: "poll.closed" });
  await handIn(begun);
  expect(await close("water", true)).toMatchObject({ state: "closed" });
});

it("ends at once when the two say so, for who has begun too", async () => {
  const [url] = await server.tickets("parks", "C", 1);
  const begun = await begin(url!);
  expect(await close("parks", false)).toMatchObject({ state: "closed" });
  await expect(handIn(begun)).rejects.toMatchObject({ code: expect.stringMatching(/^poll\./) });
});
