/** Everything that leaves a server about a closed round, as text: answers, pages and files of every kind. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Role } from "../../../server/core/access/role.ts";
import type { DocumentsAnswer } from "../../../server/http/office/answers-documents.ts";
import { unpackWorkbook } from "../../../server/imports/unpack-workbook.ts";
import { fillSignIn, takeDesk } from "../../browser/console-on-desk.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { runCommand } from "../../journeys/run-command.ts";
import { groupOf, type Staffed, type World } from "./twin-round.ts";

/** What was read, by where it was read. */
export type Outputs = ReadonlyMap<string, string>;

/** Every answer that a role gets to such a call, for each unit and each document in each format. */
export async function readHttp(
  world: World,
  { role, formats }: { readonly role: Role; readonly formats: readonly string[] },
): Promise<Outputs> {
  const client = await OfficeClient.signIn(world, `读者${role}`, role, groupOf(role));
  const read = new Map<string, string>();
  const listed: DocumentsAnswer | null = await client
    .get(`/rounds/${world.round}/documents`)
    .catch(() => null);
  const files = (documents: DocumentsAnswer["documents"] = []) =>
    documents.flatMap(({ key, formats: all }) =>
      all.filter((format) => formats.includes(format)).map((format) => `${key}.${format}`),
    );
  for (const call of world.calls.filter((path) => /:(?:round|poll)\b/.test(path))) {
    for (const { unit } of unitsIn(call, world.staff)) {
      const own = call.includes(":poll") ? listed?.units.find((one) => one.unit.id === unit.id) : listed;
      for (const file of call.includes(":file") ? files(own?.documents) : [""]) {
        const values = { poll: world.polls.get(unit.id)!, round: world.round, unit: unit.id, file };
        const path = call.replace(/:(\w+)/g, (name) =>
          encodeURIComponent(values[name.slice(1) as "file"] ?? name),
        );
        const response = await fetch(`${world.address}${path}`, { headers: { cookie: client.cookie } });
        if (!response.ok) continue;
        const where = `${role} ${call} ${unit.id} ${file}`.trim();
        read.set(where, wordsOf(new Uint8Array(await response.arrayBuffer())));
      }
    }
  }
  return read;
}

function unitsIn(call: string, staff: readonly Staffed[]): readonly Staffed[] {
  if (call.endsWith("documents.zip")) return staff.slice(1, 2);
  return call.includes(":poll") || call.includes(":unit") ? staff : staff.slice(0, 1);
}

/** The words of any file: packages are unpacked, pages of a PDF read by another program. */
export function wordsOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  if (start === "%PDF") {
    const { stdout, status, stderr } = spawnSync("pdftotext", ["-layout", "-", "-"], {
      input: bytes,
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(String(stderr));
    return stdout.toString("utf8");
  }
  if (start !== "PK\u0003\u0004") return Buffer.from(bytes).toString("utf8");
  return (
    [...unpackWorkbook(bytes)]
      .filter(([name]) => !name.startsWith("docProps/"))
      .map(
        ([name, part]) =>
          `${name}\n${/\.(?:png|ttf)$/.test(name) ? Buffer.from(part).toString("base64") : wordsOf(part)}`,
      )
      .map((text) => text.replace(/<(?!w?p?:?docPr)[^>]*>/g, " "))
      .join("\n")
      // Pictures are numbered by the process that writes them.
      .replace(/docPr id="\d+"/g, "docPr")
  );
}

/** What the pages of the console say: words, tables of the charts, what is said of a chart for who cannot see it. */
export async function readPages(browser: Browser, world: World): Promise<Outputs> {
  const client = await OfficeClient.signIn(world, "看页面的承办人");
  const { page, context } = await takeDesk(browser);
  await page.goto(`${world.address}/`);
  await fillSignIn(page, client);
  await page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
  const read = new Map<string, string>();
  const views = [
    "grades",
    "units",
    "documents",
    "assessment",
    ...world.staff.map(({ unit }) => `units/${unit.id}`),
  ];
  for (const view of views) {
    await page.goto(`${world.address}/#/rounds/${world.round}/${view}`);
    await page.reload({ waitUntil: "networkidle" });
    await page.getByRole("main").waitFor();
    read.set(`page ${view}`, await saidBy(page));
  }
  await context.close();
  return read;
}

const saidBy = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const named = [...document.querySelectorAll("[aria-label], [title], [alt], [aria-description]")];
    const names = ["aria-label", "title", "alt", "aria-description"];
    return [
      document.querySelector("main")!.textContent,
      ...named.flatMap((one) => names.map((name) => one.getAttribute(name) ?? "")),
    ].join("\n");
  });

/**
 * What the command line prints and writes; the server is stopped by then.
 *
 * @param formats of the documents that are written; none: what is printed only
 */
export async function readCommands(world: World, formats: readonly string[]): Promise<Outputs> {
  const { dataFolder, round, polls, folder, staff } = world;
  const parents = new Set(staff.flatMap(({ unit }) => unit.parent ?? []));
  const commands = [
    ["results", "--round", round],
    ["results", "--round", round, "--total"],
    ...[...parents].map((parent) => ["results", "--round", round, "--total", "--parent", parent]),
    ...[...polls.values()].map((poll) => ["results", poll]),
  ];
  const read = new Map<string, string>();
  for (const command of commands) {
    for (const json of [[], ["--json"]]) {
      const { code, out, error } = await runCommand([...command, ...json], { PLUMBLINE_DATA: dataFolder });
      if (code !== 0) throw new Error(`${command.join(" ")}: ${error}`);
      read.set(["command", ...command, ...json].join(" "), out);
    }
  }
  for (const poll of polls.values()) {
    const { out } = await runCommand(["statistics", poll, "--json"], { PLUMBLINE_DATA: dataFolder });
    read.set(`command statistics ${poll}`, out);
  }
  if (formats.length === 0) return read;
  const written = mkdtempSync(join(folder, "written-"));
  await runCommand(["export", "--round", round, "--out", written, "--format", formats.join()], {
    PLUMBLINE_DATA: dataFolder,
  });
  for (const name of readdirSync(written, { recursive: true, encoding: "utf8" })) {
    const path = join(written, name);
    if (statSync(path).isFile()) read.set(`file ${name}`, wordsOf(readFileSync(path)));
  }
  rmSync(written, { recursive: true });
  return read;
}
