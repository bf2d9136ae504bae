import type { Command } from "commander";
import { readInstallationFingerprint } from "../../core/parcel/installation-fingerprint.ts";
import type { Definitions } from "../../core/parcel/template-contents.ts";
import { Problem } from "../../core/problem.ts";
import { KEEPER } from "../../services/deps.ts";
import { makeTemplate } from "../../services/parcel/make-template.ts";
import { readTemplates, type TemplateStanding } from "../../services/parcel/read-templates.ts";
import { templatesText as text } from "../../../web/text/templates.ts";
import { print } from "../print.ts";
import { withServices } from "../with-services.ts";
import { writeParcel } from "../write-parcel.ts";

/** Under `parcel`. */
export function addTemplateCommands(parcel: Command): void {
  parcel
    .command("template")
    .description("模板包：把表单和评估办法发给各县；不写 --form、--scheme 就是表单库里的全部")
    .requiredOption("--title <title>", "模板包的名称")
    .requiredOption("--to <fingerprint...>", "各县电脑的指纹，须已在互信名单上")
    .option("--form <id@version...>", "哪些表单的哪一版")
    .option("--scheme <id...>", "哪些评估办法")
    .requiredOption("--out <file>", "写到哪个新文件")
    .option("--json", "输出 JSON")
    .action((options) =>
      withServices(async (deps) => {
        const { library } = await readTemplates(deps);
        const request = {
          title: options.title,
          to: [...new Set((options.to as readonly string[]).map(readInstallationFingerprint))],
          forms: options.form ? (options.form as readonly string[]).map(formOf) : newestOf(library),
          schemes: options.scheme ?? library.schemes.map(({ scheme }) => scheme.id),
        };
        await writeParcel(options, () => makeTemplate(deps, KEEPER, request));
      }),
    );
  parcel
    .command("templates")
    .description("做过和收下的模板包，与上一版、与本机表单库有什么不同")
    .option("--json", "输出 JSON")
    .action((output) =>
      withServices(async (deps) => {
        const { templates } = await readTemplates(deps);
        print(output, templates.map(plain), () =>
          templates.length === 0 ? text.none : templates.flatMap(linesOf).join("\n"),
        );
      }),
    );
}

const newestOf = ({ forms }: Definitions) =>
  forms.map(({ instrument: { id, version } }) => ({ instrument: id, version }));

/** @throws Problem usage */
function formOf(text: string): { readonly instrument: string; readonly version: string } {
  const [instrument = "", version = "", more] = text.split("@");
  if (instrument === "" || version === "" || more !== undefined) throw new Problem("usage", { reason: text });
  return { instrument, version };
}

const plain = ({ row, parcel, issuer, isInForce, sinceEarlier, here }: TemplateStanding) => ({
  id: row.id,
  title: parcel.manifest.title,
  edition: parcel.manifest.edition,
  isIncoming: row.isIncoming,
  issuer: issuer?.name ?? null,
  isInForce,
  sinceEarlier,
  here,
});

const linesOf = ({ row, parcel, issuer, sinceEarlier, here }: TemplateStanding): readonly string[] => [
  text.heading(parcel.manifest.title, parcel.manifest.edition),
  `  ${row.isIncoming ? text.came(row.atUtc, issuer?.name ?? null) : text.download} ${row.id}`,
  ...(sinceEarlier ?? []).flatMap((line) => text.lines(line, text.difference(line))),
  ...(here?.added ?? []).flatMap((line) => text.lines(line, text.added(line))),
  ...(here?.changed ?? []).flatMap((line) => text.lines(line, text.changed(line))),
];
