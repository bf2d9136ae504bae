/** The library of forms on the command line, and copies of schemes for forms that were copied under their own ids. */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { compareInstruments } from "../../core/definition/edit/compare-instruments.ts";
import { nextVersion } from "../../core/definition/edit/next-version.ts";
import { Problem } from "../../core/problem.ts";
import { copySchemeFor } from "../../services/copy-scheme.ts";
import { type Deps, KEEPER } from "../../services/deps.ts";
import { layOut, type LibraryForm } from "../../services/find-form.ts";
import { allSchemes } from "../../services/find-scheme.ts";
import { listForms, type ListedForm } from "../../services/list-forms.ts";
import { saveOwnForm } from "../../services/save-own-form.ts";
import { formsOfScheme } from "../../core/scoring/copy-scheme.ts";
import { cliForms as words } from "../../../web/text/cli-forms.ts";
import { changeSentence } from "../../../web/text/form-changes.ts";
import { readTextFile } from "../file-problem.ts";
import { type Output, print } from "../print.ts";
import { withServices } from "../with-services.ts";

export function addFormCommands(program: Command): void {
  const forms = program.command("forms").description(words.about);
  addList(forms);
  addShow(forms);
  addSaving(forms);
  addCompare(forms);
  const schemes = program.command("schemes").description(words.schemes.about);
  addSchemes(schemes);
}

function addList(forms: Command): void {
  forms
    .command("list")
    .description(words.list)
    .option("--json", words.json)
    .action((output: Output) =>
      withServices(async (deps) => {
        const lines = (await listForms(deps)).map(lineOf);
        print(output, lines, () => lines.map(words.line).join("\n"));
      }),
    );
}

const lineOf = ({ form: { instrument, digest, made, isFormer }, uses }: ListedForm) => ({
  id: instrument.id,
  version: instrument.version,
  kind: instrument.kind,
  title: instrument.title,
  digest,
  made: made && { atUtc: made.atUtc, by: made.by },
  isFormer,
  uses: uses.map(({ round, title, isFrozen }) => ({ round, title, isSealed: isFrozen })),
});

function addShow(forms: Command): void {
  forms
    .command("show")
    .description(words.show)
    .argument("<form>", words.form)
    .option("--version <version>", words.version)
    .option("--out <file>", words.out)
    .option("--json", words.json)
    .action((id: string, options) =>
      withServices(async (deps) => {
        const { instrument, definition } = await pick(deps, id, options.version);
        if (options.out !== undefined) await writeFile(options.out, definition, { flag: "wx", flush: true });
        print(options, instrument, () =>
          options.out === undefined ? definition.trimEnd() : words.written(options.out),
        );
      }),
    );
}

function addSaving(forms: Command): void {
  forms
    .command("add")
    .description(words.add)
    .argument("<file>", words.file)
    .option("--json", words.json)
    .action((file: string, output: Output) =>
      withServices(async (deps) => {
        const { id, version, digest } = await saveOwnForm(deps, KEEPER, await readTextFile(file));
        print(output, { id, version, digest }, () => words.saved(id, version));
      }),
    );
  forms
    .command("copy")
    .description(words.copy)
    .argument("<form>", words.form)
    .requiredOption("--as <id>", words.as)
    .option("--title <title>", words.title)
    .option("--version <version>", words.version)
    .option("--scheme <id>", words.scheme)
    .option("--scheme-title <title>", words.schemeTitle)
    .option("--json", words.json)
    .action((id: string, options) =>
      withServices(async (deps) => {
        const { instrument } = await pick(deps, id, options.version);
        const title: string = options.title ?? instrument.title;
        const taken = (await formsOf(deps)).filter((form) => form.instrument.id === options.as);
        const versions = taken.map((form) => form.instrument.version);
        const version = taken.length === 0 ? "1" : nextVersion(versions, false);
        const made = await saveOwnForm(
          deps,
          KEEPER,
          layOut({ ...instrument, id: options.as, version, title }),
        );
        const scheme =
          options.scheme === undefined
            ? null
            : await copySchemeFor(deps, KEEPER, {
                scheme: options.scheme,
                title: options.schemeTitle ?? words.schemes.titleFor(title),
                replace: { [id]: options.as },
              });
        const copied = {
          id: made.id,
          version: made.version,
          digest: made.digest,
          scheme: scheme?.id ?? null,
        };
        print(options, copied, () => words.copied(made.id, made.version, scheme?.id ?? null));
      }),
    );
}

function addCompare(forms: Command): void {
  forms
    .command("compare")
    .description(words.compare)
    .argument("<form>", words.form)
    .argument("<before>", words.version)
    .argument("<after>", words.version)
    .option("--json", words.json)
    .action((id: string, before: string, after: string, output: Output) =>
      withServices(async (deps) => {
        const [was, is] = [await pick(deps, id, before), await pick(deps, id, after)];
        const changes = compareInstruments(was.instrument, is.instrument).map(changeSentence);
        print(output, changes, () => (changes.length === 0 ? words.same : changes.join("\n")));
      }),
    );
}

function addSchemes(schemes: Command): void {
  schemes
    .command("list")
    .description(words.schemes.list)
    .option("--json", words.json)
    .action((output: Output) =>
      withServices(async (deps) => {
        const found = await deps.office.inTransaction((office) => allSchemes(deps, office));
        const lines = found.map(({ scheme, digest }) => {
          const { id, version, title } = scheme;
          return { id, version, title, digest, forms: formsOfScheme(scheme) };
        });
        print(output, lines, () => lines.map(words.schemes.line).join("\n"));
      }),
    );
  schemes
    .command("copy")
    .description(words.schemes.copy)
    .argument("<scheme>", words.scheme)
    .requiredOption("--replace <old=new...>", words.schemes.replace)
    .requiredOption("--title <title>", words.schemeTitle)
    .option("--json", words.json)
    .action((scheme: string, options) =>
      withServices(async (deps) => {
        const replace = Object.fromEntries((options.replace as string[]).map(pairOf));
        const { id, version } = await copySchemeFor(deps, KEEPER, { scheme, title: options.title, replace });
        print(options, { id, version }, () => words.schemes.copied(id));
      }),
    );
}

function pairOf(text: string): readonly [string, string] {
  const [before, after, ...rest] = text.split("=");
  if (!before || !after || rest.length > 0) throw new Problem("usage", { reason: words.schemes.pair });
  return [before, after];
}

const formsOf = (deps: Deps): Promise<readonly LibraryForm[]> =>
  listForms(deps).then((listed) => listed.map(({ form }) => form));

/** Without a version, the newest. @throws Problem definition.unknown */
async function pick(deps: Deps, id: string, version: string | undefined): Promise<LibraryForm> {
  const versions = (await formsOf(deps)).filter(({ instrument }) => instrument.id === id);
  const found =
    version === undefined
      ? versions.at(-1)
      : versions.find(({ instrument }) => instrument.version === version);
  if (!found)
    throw new Problem("definition.unknown", { id: version === undefined ? id : `${id} ${version}` });
  return found;
}
