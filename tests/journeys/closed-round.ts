import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

/** A test server whose units have all been answered by everybody and closed; those too small for a poll stay drafts. */
export async function startClosedRound(
  options: Parameters<typeof startTestServer>[0] & {
    /** How content people are, 0 to 1; of all units or of each by its id. */
    readonly climate?: number | ((unit: string) => number);
  } = {},
): Promise<TestServer> {
  const { climate = 0.85, ...rest } = options;
  const server = await startTestServer(rest);
  const rows = await server.deps.office.inTransaction((office) => office.polls(server.round));
  for (const { unit, id: poll } of rows.filter(({ state }) => state !== "draft")) {
    await answerAndClose(server, poll, typeof climate === "number" ? climate : climate(unit));
  }
  return server;
}

/** Everybody of an open poll answers, or so many of each bag, then it is closed. */
export async function answerAndClose(
  server: TestServer,
  poll: string,
  climate: number,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const { plan } = await server.deps.live.get(poll);
  for (const { id, eligible } of plan.batches) {
    const wanted = { count: eligible, voidUnused: false };
    const { urls } = await mintTickets(server.deps, KEEPER, poll, id, wanted);
    const people = urls.slice(0, most).map((url) => ({ url, climate }));
    await answerAll(httpPort(server.address), people, seeded(7), () => {});
  }
  await beginClosing(server.deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(server.deps, KEEPER, poll);
}
