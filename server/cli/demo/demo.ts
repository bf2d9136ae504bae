/** `npm run demo`: a whole round, from the roster to the grade table, in about half a minute. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { composeApp, openServices, type Services } from "../../compose.ts";
import { readConfig } from "../../config.ts";
import { Problem } from "../../core/problem.ts";
import { terminalQr } from "../../exports/terminal-qr.ts";
import { createAccount } from "../../services/create-account.ts";
import { KEEPER } from "../../services/deps.ts";
import { mintTickets } from "../../services/mint-tickets.ts";
import { startServer, type RunningServer } from "../../start-server.ts";
import { demo as text } from "../../../web/text/cli.ts";
import { reachableAddresses } from "../../http/network-addresses.ts";
import { runExampleRound } from "./example-round.ts";
import { printGrades } from "./print-grades.ts";
import { writeDocuments } from "../write-documents.ts";

interface DemoOptions {
  readonly fresh?: boolean;
  readonly continue?: boolean;
  readonly exit?: boolean;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

export async function demo(options: DemoOptions): Promise<void> {
  const startedAt = Date.now();
  const config = readConfig({ PLUMBLINE_DATA: "data-demo", ...process.env });
  if (config.databaseUrl !== null) throw new Problem("usage", { reason: "demo in database" });
  const isFresh = await choosesFresh(config.dataFolder, options);
  if (isFresh) await rm(config.dataFolder, { recursive: true, force: true });
  say(text.title);
  const running = await start(config);
  const { deps } = running.services;
  const rounds = await deps.office.inTransaction((office) => office.rounds());
  const round = rounds[0]?.round.id ?? (await runExampleRound(deps, running.address));
  const folder = resolve(config.dataFolder, "documents");
  const files = await writeDocuments(deps, round, folder, {
    formats: ["xlsx", "docx"],
    withTexts: false,
    progress: () => {},
  });
  await printGrades(deps, round, say);
  const ofRound = files.filter((file) => dirname(file) === folder).map((file) => basename(file));
  say(text.written(folder, ofRound, files.length - ofRound.length));
  say(text.seconds(((Date.now() - startedAt) / 1000).toFixed(1)));
  if (options.exit) return running.stop();
  await printWayIn(running, round);
  const end = () => void running.stop().finally(() => process.exit(0));
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}

interface Running {
  readonly services: Services;
  /** What QR codes say: reachable from a phone when this machine has a network. */
  readonly address: string;
  readonly local: string;
  stop(): Promise<void>;
}

/** The server must listen before the address that goes into the codes is known, because a taken port is replaced. */
async function start(config: ReturnType<typeof readConfig>): Promise<Running> {
  const holder: { app?: Awaited<ReturnType<typeof composeApp>> } = {};
  const relay = {
    fetch: (...args: Parameters<NonNullable<typeof holder.app>["fetch"]>) => holder.app!.fetch(...args),
  };
  const server: RunningServer = await startServer(relay, config).catch(() =>
    startServer(relay, { ...config, port: 0 }),
  );
  const [local, ...network] = reachableAddresses(server.port);
  const address = config.address ?? network[0] ?? local!;
  const services = await openServices({ dataFolder: config.dataFolder, address });
  holder.app = await composeApp(services);
  return {
    services,
    address,
    local: local!,
    stop: async () => {
      await server.stop();
      await services.close();
    },
  };
}

async function choosesFresh(folder: string, options: DemoOptions): Promise<boolean> {
  if (!existsSync(join(folder, "office.db"))) return true;
  if (options.fresh) return true;
  if (options.continue) return false;
  if (!process.stdin.isTTY) {
    say(text.notAsked);
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(text.ask(folder));
  lines.close();
  return answer.trim().toLowerCase() === "n";
}

/** Passwords are random and new each time, and so is the ticket of the unit that is still open. */
async function printWayIn(running: Running, round: string): Promise<void> {
  const { deps } = running.services;
  say("");
  say(text.console(`${running.local}/`));
  say(text.accounts);
  for (const name of ["承办人", "审核人"]) {
    const { password } = await createAccount(deps, KEEPER, { name, role: "office", group: null });
    say(`  ${name}　${password}`);
  }
  const open = await deps.office.inTransaction(async (office) => {
    const polls = await office.polls(round);
    return polls.find((poll) => poll.state === "open") ?? null;
  });
  if (open) {
    const live = await deps.live.get(open.id);
    const batch = live.plan.batches.at(-1)!;
    const sheet = await mintTickets(deps, KEEPER, open.id, batch.id, { count: 1, voidUnused: true });
    say("");
    say(text.phone(sheet.unit, sheet.urls[0]!));
    say(terminalQr(sheet.urls[0]!));
  }
  say(text.stop);
}
