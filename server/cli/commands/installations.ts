import type { Command } from "commander";
import { readConfig } from "../../config.ts";
import { installationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import { openSigner } from "../../keys/open-signer.ts";
import { signingKeyOf } from "../../places.ts";
import { installationsText } from "../../../web/text/installations.ts";
import { print } from "../print.ts";

export function addInstallationCommands(program: Command): void {
  program
    .command("fingerprint")
    .description("本机指纹：念给对方，或抄在纸上，让对方信任这台电脑；服务开着也能看")
    .option("--json", "输出 JSON")
    .action((output) => {
      const { dataFolder } = readConfig();
      const fingerprint = installationFingerprint(openSigner(signingKeyOf(dataFolder)).publicKey);
      print(output, { fingerprint }, () => installationsText.lines(fingerprint));
    });
}
