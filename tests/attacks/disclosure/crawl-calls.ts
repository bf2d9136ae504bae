/** Every GET call that docs/http.md lists, answered to one reader. */
import { readFileSync } from "node:fs";
import type { GradeTableAnswer } from "../../../server/http/office/answers-results.ts";
import { PARENT, UNITS, type CrawlWorld, type Reader } from "./crawl-world.ts";
import { pathsOf } from "./paths-of.ts";
import { triedPoints } from "./tried-points.ts";

/** A JSON value by the path it was asked of. */
export type Answers = ReadonlyMap<string, unknown>;

/** As the page writes them; those of the office stand there without `/api/office`. */
function callsOfDocs(): readonly string[] {
  const page = readFileSync(new URL("../../../docs/http.md", import.meta.url), "utf8");
  const [phone, office] = page.split(/^## Office/m) as [string, string];
  const callsIn = (text: string) => [...text.matchAll(/`GET (\/[^`?\s]*)/g)].map(([, path]) => path!);
  return [...callsIn(phone), ...callsIn(office).map((path) => `/api/office${path}`)];
}

/** Calls that hand out a file: what is in documents is read number by number in `outputs.test.ts` and `table-cells.test.ts`. */
const isFile = (call: string): boolean =>
  /\.(?:xlsx|csv|pdf|zip|svg|html)$|:file$|\/poster\/|:parcel$|exports\/:id$/.test(call);

/** A call that is asked about all units and about one with its sub-units; and the record, whose page goes back further than one answer. */
const withParents = (path: string): readonly string[] => {
  if (path.endsWith("/audit")) return [path, `${path}?count=500`];
  return path.endsWith("/totals") ? [path, `${path}?parent=${PARENT}`] : [path];
};

/** Everything that is answered to a reader as JSON; 试算, which is kept nowhere, too. */
export async function answersTo(role: Reader, { server, clients }: CrawlWorld): Promise<Answers> {
  const client = clients.get(role)!;
  const get = (path: string) => fetch(`${server.address}${path}`, { headers: { cookie: client.cookie } });
  const held = { round: server.round, polls: server.polls, forms: [] };
  const found = new Map<string, unknown>();
  for (const call of callsOfDocs().filter((one) => !isFile(one))) {
    const paths = pathsOf(held, call.slice(1), { units: UNITS.map(({ id }) => id), files: [] });
    for (const path of paths.flatMap(withParents)) {
      const response = await get(path);
      const isJson = /json/.test(response.headers.get("content-type") ?? "");
      const body = await response.text();
      if (response.ok && isJson) found.set(path, JSON.parse(body));
    }
  }
  const round = `/rounds/${server.round}`;
  const table = found.get(`/api/office${round}/grades`) as GradeTableAnswer | undefined;
  const tried = table && (await client.send("POST", `${round}/trials`, triedPoints(table)));
  if (tried?.ok) found.set(`/api/office${round}/trials`, await tried.json());
  return found;
}
