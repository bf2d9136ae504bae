import type { Command } from "commander";
import { streamPaperForms } from "../../exports/paper-forms-pdf.ts";
import { readPaperForms } from "../../services/paper-forms.ts";
import { cli } from "../../../web/text/cli.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";
import { writeNewFile } from "../write-new-file.ts";

export function addPaperCommands(program: Command): void {
  program
    .command("paper")
    .description("空白纸质表（PDF，一人一套，需要多少打印多少）")
    .argument("<poll>")
    .requiredOption("--batch <id>", "票袋")
    .requiredOption("--out <file>", "写到哪个新文件")
    .option("--json", "输出 JSON")
    .action((id: string, options) =>
      withServices(async (deps) => {
        const forms = await readPaperForms(deps, id, options.batch);
        await writeNewFile(options.out, () => streamPaperForms(forms));
        print(options, { file: options.out, forms: forms.forms.length }, () =>
          cli.paper(options.out, forms.forms.length),
        );
      }),
    );
}
