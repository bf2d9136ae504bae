import { type Alternatives, LETTERS_MAX, type Repeated, unitsOf } from "./pattern-parts.ts";

/** Of each kind of unit whether it is among them; units that no letter of the pattern tells apart are one kind. */
type Kinds = readonly boolean[];

/** What the letters and classes of a pattern have in common. */
export class LettersOfPattern {
  readonly #kinds: ReadonlyMap<string, Kinds>;

  private constructor(kinds: ReadonlyMap<string, Kinds>) {
    this.#kinds = kinds;
  }

  /** @returns null when there are more than are looked at */
  static read(whole: Alternatives, ignoreCase: boolean): LettersOfPattern | null {
    const sources = [...new Set(sourcesIn(whole))];
    if (sources.length > LETTERS_MAX) return null;
    const units = sources.map((source) => unitsOf(source, ignoreCase));
    const first = new Map<string, number>();
    for (let unit = 0; unit < (units[0]?.length ?? 0); unit += 1) {
      const kind = units.map((holds) => holds[unit]).join("");
      if (!first.has(kind)) first.set(kind, unit);
    }
    const examples = [...first.values()];
    return new LettersOfPattern(
      new Map(sources.map((source, i) => [source, examples.map((unit) => units[i]![unit] === 1)])),
    );
  }

  /** Kinds that may stand in both, somewhere. */
  common(one: Repeated, other: Repeated): Kinds {
    const [a, b] = [this.#union(one.what), this.#union(other.what)];
    return a.map((holds, kind) => holds && b[kind]!);
  }

  /** Whether it can be made of these kinds alone. */
  canTake(what: Repeated["what"], kinds: Kinds): boolean {
    if (what.kind === "edge") return true;
    if (what.kind === "letter")
      return this.#kinds.get(what.source)!.some((holds, kind) => holds && kinds[kind]!);
    return what.options.some((option) =>
      option.every((one) => one.canBeLeftOut || this.canTake(one.what, kinds)),
    );
  }

  #union(what: Repeated["what"]): Kinds {
    const all = sourcesIn({ kind: "choice", options: [[{ what, canBeLeftOut: false, max: 1 }]] }).map(
      (source) => this.#kinds.get(source)!,
    );
    return [...this.#kinds.values()][0]!.map((_, kind) => all.some((holds) => holds[kind]));
  }
}

const sourcesIn = ({ options }: Alternatives): readonly string[] =>
  options
    .flat()
    .flatMap(({ what }) =>
      what.kind === "letter" ? [what.source] : what.kind === "choice" ? sourcesIn(what) : [],
    );
