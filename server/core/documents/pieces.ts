/** A stretch of a paragraph; `missing` = a number nobody entered yet, printed as __ and marked, never as 0. */
export interface Piece {
  readonly text: string;
  readonly missing: boolean;
}

export type Slot = string | number | null | readonly Piece[];

/** Tagged template of a paragraph: null becomes a missing piece, neighbouring texts are joined. */
export function pieces(fixed: TemplateStringsArray, ...slots: readonly Slot[]): readonly Piece[] {
  return joined(
    fixed.flatMap((text, i) => [plain(text), ...(i < slots.length ? fill(slots[i] ?? null) : [])]),
  );
}

/** Lists with a separator between, for slots. */
export function listed(parts: readonly (readonly Piece[])[], separator: string): readonly Piece[] {
  return joined(parts.flatMap((part, i) => (i === 0 ? part : [plain(separator), ...part])));
}

const plain = (text: string): Piece => ({ text, missing: false });

function fill(slot: Slot): readonly Piece[] {
  if (slot === null) return [{ text: "__", missing: true }];
  return typeof slot === "object" ? slot : [plain(String(slot))];
}

function joined(all: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of all) {
    const last = result.at(-1);
    if (piece.text === "") continue;
    if (last && !last.missing && !piece.missing) result[result.length - 1] = plain(last.text + piece.text);
    else result.push(piece);
  }
  return result;
}
