/** P17: whose parcels are taken is on record, with the second person. @source docs/parcels.md */
import { expect, it } from "vitest";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import type { InstallationsAnswer } from "../../server/http/office/answers-parcels.ts";
import type { Act } from "./audit-acts.ts";
import { AuditDesk, describeActs } from "./audit-desk.ts";
import { replyOf } from "./phone-client.ts";

const LAPTOP = "7K3M9QXD7K3M9QXD7K3M";

const installationActs = (desk: AuditDesk): readonly Act[] => [
  {
    method: "POST",
    path: "/installations",
    body: () => ({ name: "一组的笔记本", fingerprint: "7k3m-9qxd 7k3m-9qxd 7k3m", ...desk.two() }),
    act: "installation.trusted",
    about: () => LAPTOP,
    facts: { title: "一组的笔记本", isCity: false, second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
  {
    method: "PUT",
    path: `/installations/${LAPTOP}/city`,
    body: () => ({ isCity: true, ...desk.two() }),
    act: "installation.city-set",
    about: () => LAPTOP,
    facts: {
      title: "一组的笔记本",
      isCityBefore: false,
      isCity: true,
      second: expect.stringContaining("审核人"),
    },
    roles: ["office"],
  },
  {
    method: "DELETE",
    path: `/installations/${LAPTOP}`,
    body: () => ({ reason: "电脑丢失", ...desk.two() }),
    act: "installation.revoked",
    about: () => LAPTOP,
    facts: { title: "一组的笔记本", reason: "电脑丢失", second: expect.stringContaining("审核人") },
    roles: ["office"],
  },
];

const desk = AuditDesk.take();

describeActs(desk, installationActs(desk));

it("lists what was trusted and revoked, and trusts no fingerprint twice, nor its own, nor a misspelt one", async () => {
  const { own, others } = (await desk.office.get("/installations")) as InstallationsAnswer;
  expect(own).toBe(installationFingerprint(desk.server.deps.signer.publicKey));
  expect(others).toMatchObject([
    { fingerprint: LAPTOP, name: "一组的笔记本", isCity: true, revoked: { reason: "电脑丢失" } },
  ]);
  const trust = async (fingerprint: string) =>
    replyOf(await desk.office.send("POST", "/installations", { name: "又一台", fingerprint, ...desk.two() }));
  expect(await trust(LAPTOP)).toMatchObject({ status: 409, code: "installation.known" });
  expect(await trust(own)).toMatchObject({ status: 409, code: "installation.own" });
  expect(await trust("7K3M")).toMatchObject({ status: 400, code: "installation.fingerprint" });
  const revoke = { reason: "再取消一次", ...desk.two() };
  const unknown = { status: 404, code: "installation.unknown" };
  expect(await replyOf(await desk.office.send("DELETE", `/installations/${LAPTOP}`, revoke))).toMatchObject(
    unknown,
  );
  const city = { isCity: false, ...desk.two() };
  expect(await replyOf(await desk.office.send("PUT", `/installations/${LAPTOP}/city`, city))).toMatchObject(
    unknown,
  );
});
