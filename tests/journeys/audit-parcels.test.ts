/** P17: what is given out, taken in and declared missing is on record, with the second person. @source docs/parcels.md */
import { beforeAll, expect, it } from "vitest";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import type { ResultsMadeAnswer, TemplatesAnswer } from "../../server/http/office/answers-exchange.ts";
import type { ReturnsAnswer } from "../../server/http/office/answers-parcels.ts";
import { readParcel } from "../../server/imports/read-parcel.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { createRound } from "../../server/services/create-round.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { rebuildParcel } from "../../server/services/parcel/rebuild-parcel.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import type { Act } from "./audit-acts.ts";
import { AuditDesk, describeActs, FIRST_GROUP } from "./audit-desk.ts";
import { addDestroyedRound } from "./destroyed-round.ts";
import { replyOf } from "./phone-client.ts";
import { ROUND, testUnit } from "./start-server.ts";

const LAPTOP = "7K3M9QXD7K3M9QXD7K3M";
const OTHER = "0ABC9QXD7K3M9QXD7K3M";
const RESTORED = "1ABC9QXD7K3M9QXD7K3M";
const AWAY = "r-away";

const second = expect.stringContaining("审核人");

const parcelActs = (desk: AuditDesk): readonly Act[] => [
  {
    method: "POST",
    path: `/rounds/${AWAY}/parcels`,
    body: () => ({ group: FIRST_GROUP, to: LAPTOP, ...desk.two() }),
    act: "parcel.made",
    about: () => AWAY,
    facts: { kind: "task", group: FIRST_GROUP, edition: 1, fingerprint: LAPTOP, units: 1, second },
    roles: ["office"],
  },
  {
    method: "POST",
    path: `/rounds/${AWAY}/parcels/holder`,
    body: () => ({ group: FIRST_GROUP, by: RESTORED, reason: "用备份恢复过", ...desk.two() }),
    act: "parcel.held-anew",
    about: () => AWAY,
    facts: { group: FIRST_GROUP, edition: 1, fingerprint: RESTORED, reason: "用备份恢复过", second },
    roles: ["office"],
  },
  {
    method: "POST",
    path: `/rounds/${AWAY}/parcels/reissue`,
    body: () => ({ group: FIRST_GROUP, to: OTHER, reason: "电脑丢失", ...desk.two() }),
    act: "parcel.made",
    about: () => AWAY,
    facts: { kind: "task", edition: 2, fingerprint: OTHER, second },
    roles: ["office"],
  },
  {
    method: "POST",
    path: `/rounds/${AWAY}/parcels/missing`,
    body: () => ({ groups: [{ group: FIRST_GROUP, reason: "确实交不回" }], ...desk.two() }),
    act: "round.declared-incomplete",
    about: () => AWAY,
    facts: { group: FIRST_GROUP, units: 1, reason: "确实交不回", second },
    roles: ["office"],
  },
  {
    method: "POST",
    path: `/rounds/${AWAY}/results-made`,
    body: () => ({ to: OTHER, ...desk.two() }),
    act: "parcel.made",
    about: () => installationFingerprint(desk.server.deps.signer.publicKey),
    facts: { kind: "result", round: AWAY, edition: 1, fingerprint: OTHER, units: 1, second },
    roles: ["office"],
  },
  {
    method: "POST",
    path: "/templates",
    body: () => ({
      title: "全市模板",
      to: [OTHER],
      forms: [{ instrument: "leadership-team", version: "2026.1" }],
      schemes: [],
      ...desk.two(),
    }),
    act: "parcel.made",
    about: () => installationFingerprint(desk.server.deps.signer.publicKey),
    facts: { kind: "template", title: "全市模板", edition: 1, recipients: 1, second },
    roles: ["office"],
  },
];

const desk = AuditDesk.take();
beforeAll(async () => {
  const { deps } = desk.server;
  await trustInstallation(deps, KEEPER, { fingerprint: LAPTOP, name: "一组的笔记本" });
  await trustInstallation(deps, KEEPER, { fingerprint: OTHER, name: "一组的新笔记本", isCity: true });
  await trustInstallation(deps, KEEPER, { fingerprint: RESTORED, name: "一组的笔记本（恢复）" });
  await createRound(deps, KEEPER, { ...ROUND, id: AWAY });
  await saveUnits(deps, KEEPER, AWAY, [testUnit("town", "青石镇党委", [5, 10, 30])]);
});

describeActs(desk, parcelActs(desk));

it("tells what was given out and what is missing, and sends a task that is still out", async () => {
  const returns = (await desk.office.get(`/rounds/${AWAY}/parcels`)) as ReturnsAnswer;
  expect(returns).toMatchObject({ cameIn: null, away: [], missing: ["青石镇党委"] });
  expect(returns.groups).toMatchObject([
    { group: FIRST_GROUP, task: { edition: 2, name: "一组的新笔记本" }, units: [{ state: "void" }] },
  ]);
  const own = installationFingerprint(desk.server.deps.signer.publicKey);
  expect(returns.trusted.map(({ fingerprint }) => fingerprint)).not.toContain(own);
  // Its unit was declared missing: it is not written again.
  expect(returns.groups[0]!.task!.isOut).toBe(false);
  expect(await desk.office.status("GET", `/rounds/${AWAY}/parcels/${returns.groups[0]!.task!.id}`)).toBe(404);
  await createRound(desk.server.deps, KEEPER, { ...ROUND, id: "r-out" });
  await saveUnits(desk.server.deps, KEEPER, "r-out", [testUnit("village", "白云镇党委", [5, 10, 30])]);
  const task = { round: "r-out", group: FIRST_GROUP, to: LAPTOP };
  await dispatchGroup(desk.server.deps, KEEPER, task);
  const { groups } = (await desk.office.get("/rounds/r-out/parcels")) as ReturnsAnswer;
  expect(groups).toMatchObject([{ task: { isOut: true }, units: [{ state: "away", mayBeMissing: true }] }]);
  const path = `/api/office/rounds/r-out/parcels/${groups[0]!.task!.id}`;
  const response = await fetch(`${desk.server.address}${path}`, { headers: { cookie: desk.office.cookie } });
  expect(response.headers.get("content-type")).toBe("application/zip");
  expect(
    Buffer.from(await response.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
});

it("tells which results of a round were made, and sends the file", async () => {
  const { made, cities } = (await desk.office.get(`/rounds/${AWAY}/results-made`)) as ResultsMadeAnswer;
  expect(made).toMatchObject([{ edition: 1, to: "一组的新笔记本" }]);
  expect(cities).toEqual([{ fingerprint: OTHER, name: "一组的新笔记本" }]);
  const path = `/api/office/rounds/${AWAY}/results-made/${made[0]!.id}`;
  const response = await fetch(`${desk.server.address}${path}`, { headers: { cookie: desk.office.cookie } });
  const { manifest } = readParcel(Buffer.from(await response.arrayBuffer()));
  expect(manifest).toMatchObject({ kind: "result", to: OTHER, round: AWAY, template: null });
});

it("puts a file that is no parcel on nobody's record, and refuses it", async () => {
  const before = (await desk.record()).length;
  const response = await fetch(`${desk.server.address}/api/office/parcels`, {
    method: "POST",
    headers: {
      cookie: desk.office.cookie,
      origin: desk.server.address,
      "content-type": "application/zip",
    },
    body: Buffer.from("PK no parcel"),
  });
  expect([response.status, await response.json()]).toEqual([
    422,
    { code: "parcel.refused", facts: { reason: "damaged", found: "" } },
  ]);
  expect((await desk.record()).length).toBe(before);
});

it("tells what a template holds and for whom it is, and sends the file", async () => {
  const { templates, trusted, library } = (await desk.office.get("/templates")) as TemplatesAnswer;
  expect(templates).toMatchObject([
    {
      title: "全市模板",
      edition: 1,
      isIncoming: false,
      to: ["一组的新笔记本"],
      sinceEarlier: null,
      here: null,
    },
  ]);
  expect(templates[0]!.forms).toMatchObject([{ id: "leadership-team", version: "2026.1" }]);
  expect(trusted.map(({ name }) => name)).toEqual(["一组的笔记本", "一组的新笔记本", "一组的笔记本（恢复）"]);
  expect(library.forms.map(({ id }) => id)).toContain("leadership-team");
  const path = `/api/office/templates/${templates[0]!.id}`;
  const response = await fetch(`${desk.server.address}${path}`, { headers: { cookie: desk.office.cookie } });
  expect(decodeURIComponent(response.headers.get("content-disposition") ?? "")).toContain(
    "模板包_全市模板_第1版_",
  );
  const { manifest } = readParcel(Buffer.from(await response.arrayBuffer()));
  expect(manifest).toMatchObject({ kind: "template", to: [OTHER], edition: 1 });
});

it("hands a parcel out by its own address only, and a 结果包 no longer than the round's files are kept", async () => {
  const { deps } = desk.server;
  const { made } = (await desk.office.get(`/rounds/${AWAY}/results-made`)) as ResultsMadeAnswer;
  const { templates } = (await desk.office.get("/templates")) as TemplatesAnswer;
  const { groups } = (await desk.office.get("/rounds/r-out/parcels")) as ReturnsAnswer;
  const [result, template, task] = [made[0]!.id, templates[0]!.id, groups[0]!.task!.id];
  const codeOf = async (path: string) => {
    const { status, code } = await replyOf(await desk.office.send("GET", path));
    return [path, status, code];
  };
  for (const path of [
    `/templates/${result}`,
    `/rounds/r-out/results-made/${result}`,
    `/rounds/${AWAY}/results-made/${template}`,
    `/rounds/${AWAY}/parcels/${task}`,
    `/rounds/r-out/parcels/${result}`,
  ])
    expect(await codeOf(path)).toEqual([path, 404, "parcel.unknown"]);
  expect((await rebuildParcel(deps, result)).id).toBe(result);

  await addDestroyedRound(deps);
  await deps.office.inTransaction(async (office) => {
    const { destruction } = (await office.round("r2011"))!;
    await office.saveRound({ ...(await office.round(AWAY))!, destruction: destruction! });
  });
  const own = `/rounds/${AWAY}/results-made/${result}`;
  expect(await codeOf(own)).toEqual([own, 409, "round.destroyed"]);
  const foreign = `/rounds/r-out/results-made/${result}`;
  expect(await codeOf(foreign)).toEqual([foreign, 404, "parcel.unknown"]);
  await expect(rebuildParcel(deps, result)).rejects.toMatchObject({ code: "round.destroyed" });
});
