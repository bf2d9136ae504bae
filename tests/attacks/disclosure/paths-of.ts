/** Every address of a round that a call can have. */
import type { DocumentsAnswer } from "../../../server/http/office/answers-documents.ts";
import type { World } from "./twin-round.ts";

/** Each document once, in the format that says most to a reader of bytes. */
export function namesIn({ documents, units }: DocumentsAnswer): readonly string[] {
  const all = [...documents, ...units.flatMap((unit) => unit.documents)];
  return [
    ...new Set(all.map(({ key, formats }) => `${key}.${formats.includes("json") ? "json" : formats[0]}`)),
  ];
}

/** A call with everything in its place that this round has; what it has not stays a name that nobody knows. */
export function pathsOf(
  held: Pick<World, "round" | "polls" | "forms">,
  call: string,
  { units, files }: { readonly units: readonly string[]; readonly files: readonly string[] },
): readonly string[] {
  const names: Readonly<Record<string, readonly string[]>> = {
    round: [held.round],
    unit: units,
    poll: units.map((unit) => held.polls.get(unit)!),
    file: files,
    batch: ["C"],
    link: ["D"],
    form: ["leadership-team"],
    version: ["1"],
    size: ["A4"],
    digest: held.forms,
  };
  return call
    .split("/")
    .reduce<readonly string[]>(
      (paths, part) => {
        const values = part.startsWith(":") ? (names[part.slice(1)] ?? ["0000"]) : [part];
        return paths.flatMap((path) => values.map((value) => (path === "" ? value : `${path}/${value}`)));
      },
      [""],
    )
    .map((path) => `/${path}`);
}
