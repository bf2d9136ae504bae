/** The measured process of B4: the product's server with one open poll of three forms, a node:http no-op, and the floor. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { composeApp, openServices } from "../../server/compose.ts";
import { PAGES_FOLDER } from "../../server/places.ts";
import { type Pages, readPages } from "../../server/http/pages.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { createRound } from "../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { keysOfBag } from "../../server/services/live-polls.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { startServer } from "../../server/start-server.ts";
import { testUnit } from "../journeys/start-server.ts";
import { answerParent } from "./child.ts";
import { type FloorKeys, floorServer } from "./floor-server.ts";

const BATCH = "C";

export interface Ready {
  readonly port: number;
  readonly noopPort: number;
  readonly floorPort: number;
  /** What a browser fetches for the landing page, then behind it. */
  readonly landingFiles: readonly string[];
  readonly laterFiles: readonly string[];
}

async function main(dataFolder: string): Promise<void> {
  const services = await openServices({ dataFolder, address: "http://127.0.0.1" });
  const { deps } = services;
  const poll = await openOnePoll(deps);
  const pages = await readPages(PAGES_FOLDER);
  const server = await startServer(await composeApp(services, pages), { port: 0, host: "127.0.0.1" });
  const floor = floorServer(dataFolder, await keysOfOnePerson(deps, poll));
  const noop = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(201, { "content-type": "application/json", "content-length": 2 }).end("{}");
    });
  });
  const ready: Ready = {
    port: server.port,
    noopPort: await portOf(noop),
    floorPort: await portOf(floor),
    ...filesOf(pages),
  };
  answerParent(ready, {
    tickets: async (count) =>
      (await mintTickets(deps, KEEPER, poll, BATCH, { count, voidUnused: false })).urls,
    async ballots() {
      const keys = await deps.roll.signingKeys(poll);
      return (await deps.box.countSpent(keys.map((key) => key.keyId))).reduce((sum, count) => sum + count, 0);
    },
    async stop() {
      for (const bare of [noop, floor]) bare.close().closeAllConnections();
      await server.stop();
      await services.close();
    },
  });
}

async function openOnePoll(deps: Deps): Promise<string> {
  const categories = ["A", "B", "C"];
  const round = await createRound(deps, KEEPER, {
    title: "测速",
    authority: "县委",
    setUp: "online",
    period: "近三年",
    openUntil: "",
    contactPhone: "",
    scheme: "political-ecology",
    forms: [
      { instrument: "leadership-team", categories, include: [] },
      { instrument: "leadership-members", categories: ["B", "C"], include: [] },
      { instrument: "staff-questionnaire", categories, include: [] },
    ],
  });
  await saveUnits(deps, KEEPER, round.id, [testUnit("unit", "县水利局党组", [10, 20, 20_000])]);
  await sealRound(deps, KEEPER, round.id);
  const [poll] = await deps.office.inTransaction((office) => office.polls(round.id));
  await openPoll(deps, KEEPER, poll!.id);
  return poll!.id;
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function keysOfOnePerson({ live }: Deps, poll: string): Promise<FloorKeys> {
  const found = await live.get(poll);
  const bag = found.plan.batches.find(({ id }) => id === BATCH)!;
  return { signing: [...keysOfBag(found, bag).values()], pollKeys: found.pollKeys };
}

/** The files that the built page loads, and those that it and its script name for later. */
function filesOf(pages: Pages): Pick<Ready, "landingFiles" | "laterFiles"> {
  const textOf = (path: string): string => {
    const page = pages.get(path);
    if (!page) throw new Error(`${path} is not built: run npm run build`);
    return Buffer.from(page.plain).toString("utf8");
  };
  const namedIn = (text: string) => [
    ...new Set([...text.matchAll(/assets\/[\w-]+\.(?:js|css)/g)].map(([name]) => `/${name}`)),
  ];
  const page = textOf("/phone.html");
  const landing = namedIn(page.replace(/data-forms="[^"]*"/, ""));
  const named = [page, ...landing.map(textOf)].flatMap(namedIn);
  const later = [...new Set(named)].filter((path) => !landing.includes(path));
  return { landingFiles: ["/v", ...landing], laterFiles: later };
}

void main(process.argv[2]!);
