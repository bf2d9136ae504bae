/** Parts of an address of a round that name its page, where it is not the first alone: the unit, and of paper the stack. */
const PARTS: { readonly [page: string]: number } = {
  units: 2,
  assessment: 2,
  "on-site": 2,
  closing: 2,
  paper: 3,
};

/** The page that an address names; what stands behind it is what is open on the page, its order or its choice. */
export function pageOf(address: string): string {
  const parts = address.split("/").filter(Boolean);
  const [noun, , page = ""] = parts;
  if (noun === "rounds") return parts.slice(0, 2 + (PARTS[page] ?? 1)).join("/");
  return noun === "forms" ? parts.join("/") : (noun ?? "");
}
