/** Every form of the console that is not in a dialog asks before what is typed in it is lost. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../web/office/", import.meta.url));

/** Forms in which nothing is written that somebody would have to write again. */
const ONE_LINE: { readonly [file: string]: string } = {
  "assessment/import-dialog.tsx": "a file in a dialog",
  "forms/new-page.tsx": "a file, or the text of a form that lies elsewhere",
  "on-site/exchange-panel.tsx": "the number of one ticket",
  "paper/comparison.tsx": "passwords of two people",
  "paper/paper-panel.tsx": "a bag and a number of sheets",
  "prepare/rehearsal-panel.tsx": "the choice of a unit",
  "progress/reprint-form.tsx": "passwords of two people",
  "sign-in/enrol-page.tsx": "a code of one use",
  "sign-in/password-page.tsx": "passwords",
  "sign-in/sign-in-page.tsx": "name and password",
  "trial/trial-page.tsx": "numbers of a trial, which is kept nowhere",
};

const pages = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".tsx"),
);

const forms = pages
  .map((file) => ({ file, source: readFileSync(`${ROOT}${file}`, "utf8") }))
  .filter(({ source }) => /type="submit"|onSubmit/.test(source) && !/<(Ask)?Dialog\b/.test(source));

it("is used by every form with a button that saves, and by the editors that save without a form", () => {
  const asking = pages.filter((file) => /\buseUnsaved\(/.test(readFileSync(`${ROOT}${file}`, "utf8")));
  expect(asking.toSorted()).toEqual([
    "assessment/entry-form.tsx",
    "assessment/grade-form.tsx",
    "assessment/opinion-form.tsx",
    "documents/span-panel.tsx",
    "forms/form-editor.tsx",
    "forms/scoring-panel.tsx",
    "on-site/roll-sheet-form.tsx",
    "paper/sheet-desk.tsx",
    "rounds/settings-form.tsx",
    "volumes/keeping-form.tsx",
  ]);
});

it("is missing only where a form stands here with its reason", () =>
  expect(
    forms
      .filter(({ source }) => !/\buseUnsaved\(/.test(source))
      .map(({ file }) => file)
      .toSorted(),
  ).toEqual(
    Object.keys(ONE_LINE)
      .filter((file) => forms.some((one) => one.file === file))
      .toSorted(),
  ));
