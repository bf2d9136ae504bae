/** The restore drill as an office walks it: a backup beside the running server, a drill, and a second machine that goes on. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openServices } from "../../server/compose.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { restoreText } from "../../web/text/restore.ts";
import { BUILT_COMMAND } from "../journeys/built-server.ts";
import { prepareClosingFolder } from "./closing-folder.ts";
import { expectClosed } from "./expect-closed.ts";
import { WatchedServer } from "./watched-server.ts";

const parent = mkdtempSync(join(tmpdir(), "plumbline-elsewhere-"));
const [here, copy, elsewhere] = ["here", "copy", "elsewhere"].map((name) => join(parent, name)) as [
  string,
  string,
  string,
];
const servers: WatchedServer[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop("SIGKILL")));
  rmSync(parent, { recursive: true, force: true });
});

/** The `plumbline` command in a process of its own, on this data folder. */
function plumbline(dataFolder: string, ...args: string[]): string {
  const ran = spawnSync(process.execPath, [...BUILT_COMMAND, ...args], {
    encoding: "utf8",
    env: { ...process.env, PLUMBLINE_DATA: dataFolder },
  });
  expect([args[0], ran.status, ran.stderr]).toEqual([args[0], 0, ""]);
  return ran.stdout;
}

async function begin(dataFolder: string): Promise<WatchedServer> {
  const server = await WatchedServer.begin(dataFolder);
  servers.push(server);
  await server.untilReady();
  return server;
}

it("a backup of a running server is drilled, put back in another folder, served on another port and recounts to the same", async () => {
  const prepared = await prepareClosingFolder(here);
  const { deps, close } = await openServices({ dataFolder: here, address: null });
  await beginClosing(deps, KEEPER, prepared.poll, { second: KEEPER });
  await continueClosing(deps, KEEPER, prepared.poll);
  await close();

  const first = await begin(here);
  plumbline(here, "backup", copy, "--with-keys");
  expect(plumbline(here, "restore", copy, "--drill")).toContain(restoreText.drill);
  expect(readdirSync(parent).toSorted()).toEqual(["copy", "here"]);
  expect(plumbline(elsewhere, "restore", copy)).toContain(restoreText.inPlace(elsewhere));

  const second = await begin(elsewhere);
  expect(second.port).not.toBe(first.port);
  const pollOf = async (server: WatchedServer): Promise<string> =>
    (await fetch(`${server.address}/api/polls/${prepared.other}`)).text();
  expect(await pollOf(second)).toBe(await pollOf(first));
  await first.stop();
  await second.stop();

  const recount = plumbline(here, "verify", here, "--json");
  expect(JSON.parse(recount)).toMatchObject({ ok: true, differences: [] });
  expect(plumbline(elsewhere, "verify", elsewhere, "--json")).toBe(recount);
  // What was closed is what was acknowledged, and the poll that is open there takes its ballots.
  await expectClosed(elsewhere, prepared);
}, 240_000);
