import { mkdirSync } from "node:fs";
import type { Command } from "commander";
import { type Config, readConfig } from "../../config.ts";
import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import type { Signer } from "../../core/parcel/signer.ts";
import { openKeptSigner, openSigner } from "../../keys/open-signer.ts";
import { signingKeyOf } from "../../places.ts";
import { openProcesses } from "../../store/postgres/open-postgres-stores.ts";
import { installationsText } from "../../../web/text/installations.ts";
import { print } from "../print.ts";

/** Beside the server too: neither way opens the stores. */
async function ownSigner({ dataFolder, databaseUrl }: Config): Promise<Signer> {
  const path = signingKeyOf(dataFolder);
  if (databaseUrl === null) {
    // The key is made with the first start, or with the first look at its fingerprint.
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    return openSigner(path);
  }
  const processes = await openProcesses(databaseUrl);
  try {
    return await openKeptSigner((make) => processes.key("signing", make), path);
  } finally {
    await processes.close();
  }
}

export function addInstallationCommands(program: Command): void {
  program
    .command("fingerprint")
    .description("本机指纹：念给对方，或抄在纸上，让对方信任这台电脑；服务开着也能看")
    .option("--json", "输出 JSON")
    .action(async (output) => {
      const fingerprint = installationFingerprint((await ownSigner(readConfig())).publicKey);
      print(output, { fingerprint }, () => installationsText.lines(fingerprint));
    });
}
