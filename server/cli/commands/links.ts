import type { Command } from "commander";
import { Problem } from "../../core/problem.ts";
import { streamLinkPoster } from "../../exports/link-poster-pdf.ts";
import { terminalQr } from "../../exports/terminal-qr.ts";
import { readOpenLink } from "../../services/open-link.ts";
import { cli } from "../../../web/text/cli.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";
import { writeNewFile } from "../write-new-file.ts";

const SIZES = ["A3", "A4"] as const;

export function addLinkCommands(program: Command): void {
  program
    .command("link")
    .description("开放二维码：网址和二维码，或公开海报（PDF）")
    .argument("<poll>")
    .option("--link <id>", "哪一个开放二维码；只有一个时不用写")
    .option("--poster <file>", "把海报写到哪个新文件")
    .option("--size <size>", "海报的纸，A3 或 A4", "A3")
    .option("--json", "输出 JSON")
    .action((id: string, options) =>
      withServices(async (deps) => {
        const size = SIZES.find((one) => one === options.size);
        if (!size) throw new Problem("usage", { reason: cli.posterSize });
        const { plan } = await deps.live.get(id);
        const chosen: string | undefined =
          options.link ?? (plan.links?.length === 1 ? plan.links[0]?.id : undefined);
        if (chosen === undefined) throw new Problem("link.unknown", {});
        const link = await readOpenLink(deps, id, chosen);
        const file: string | undefined = options.poster;
        if (file !== undefined) await writeNewFile(file, () => streamLinkPoster({ ...link, size }));
        print(options, { url: link.url, ...(file !== undefined && { file }) }, () =>
          file === undefined
            ? `${terminalQr(link.url, !process.stdout.isTTY)}\n${link.url}`
            : cli.poster(file),
        );
      }),
    );
}
