/** Machines with a console each, and the stick between them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { composeApp } from "../../server/compose.ts";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import { inFours } from "../../server/core/ticket/crockford.ts";
import { createAccount } from "../../server/services/create-account.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { type RunningServer, startServer } from "../../server/start-server.ts";
import { openStoresOfTest } from "../journeys/stores-of-test.ts";
import type { Installation } from "../journeys/three-installations.ts";
import { agree, type Desk, fillSignIn, type Person, takeDesk } from "./console-on-desk.ts";

export interface Machine extends Installation {
  readonly address: string;
  readonly desk: Desk;
  readonly own: Person;
  readonly second: Person;
}

export async function openMachine(browser: Browser): Promise<Machine> {
  const dataFolder = mkdtempSync(join(tmpdir(), "plumbline-machine-"));
  const { services, databaseUrl, dispose } = await openStoresOfTest(dataFolder, {
    address: "http://127.0.0.1",
  });
  const server: RunningServer = await startServer(await composeApp(services), { port: 0, host: "127.0.0.1" });
  const address = `http://127.0.0.1:${server.port}`;
  const deps: Deps = { ...services.deps, address };
  const desk = await takeDesk(browser);
  const own = await signInAs(desk.page, deps, address, "承办人");
  const other = await takeDesk(browser);
  const second = await signInAs(other.page, deps, address, "审核人");
  await other.context.close();
  return {
    deps,
    dataFolder,
    databaseUrl,
    address,
    desk,
    own,
    second,
    fingerprint: installationFingerprint(deps.signer.publicKey),
    async stop() {
      await server.stop(0);
      await dispose();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function signInAs(page: Page, deps: Deps, address: string, name: string): Promise<Person> {
  const { password } = await createAccount(deps, KEEPER, { name, role: "office", group: null });
  const next = `${password}-下一个`;
  await page.goto(`${address}/`);
  await fillSignIn(page, { name, password });
  await page.getByLabel("现在的密码").fill(password);
  await page.getByLabel("新密码", { exact: true }).fill(next);
  await page.getByLabel("再输一遍新密码").fill(next);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "轮次", exact: true }).waitFor();
  return { name, password: next };
}

/** @param kind as it is chosen; absent: what is chosen at first */
export async function trust(machine: Machine, other: Machine, name: string, kind?: string): Promise<void> {
  const { page } = machine.desk;
  await page.goto(`${machine.address}/#/installations`);
  await page.getByText(inFours(machine.fingerprint)).waitFor();
  await page.getByRole("button", { name: "信任一台电脑" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill(name);
  await dialog.getByLabel("对方的指纹").fill(inFours(other.fingerprint).toLowerCase());
  if (kind !== undefined) await dialog.getByLabel("它是").selectOption({ label: kind });
  await agree(page, machine.own, machine.second);
  await page.getByRole("cell", { name, exact: true }).waitFor();
}

/** Presses what begins a download and puts the file onto the stick. */
export async function onStick(sticks: string, page: Page, act: () => Promise<void>): Promise<string> {
  const coming = page.waitForEvent("download");
  await act();
  const download = await coming;
  const file = join(sticks, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

export async function bring({ desk: { page }, address }: Machine, file: string): Promise<void> {
  await page.goto(`${address}/#/installations`);
  await page.getByLabel("选择文件…").setInputFiles(file);
}
