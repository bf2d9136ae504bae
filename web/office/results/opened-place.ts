/** Where somebody is in the derivation of a unit, as the address says it. */
import type { Dimension } from "../../../server/core/definition/instrument.ts";
import type { DerivationNode } from "./derivation.ts";

const BETWEEN = "~";
const ALL = "all";
const NONE = "none";
const OF_DIMENSION = "dimension=";
const OF_ITEM = "item=";

export const canOpen = (node: DerivationNode): boolean => node.children.length > 0 || node.item !== null;

/** Every row that can be opened. */
export const openableIds = (nodes: readonly DerivationNode[]): readonly string[] =>
  nodes.filter(canOpen).flatMap((node) => [node.id, ...openableIds(node.children)]);

/** The part of the address that leads to one question. */
export const placeOfItem = (leaf: string): string => `${OF_ITEM}${leaf}`;

/** The part of the address that leads to the questions of one dimension. */
export const placeOfDimension = (dimension: Dimension): string => `${OF_DIMENSION}${dimension}`;

export interface Opened {
  /** Rows that stand open. */
  readonly open: ReadonlySet<string>;
  /** Rows that somebody was led to. */
  readonly marked: ReadonlySet<string>;
}

/**
 * What an address opens: rows by their ids, all, none, or one question or those of a dimension with all that stands above them.
 *
 * @param place null: the first part of the scheme, as when nobody has opened anything
 */
export function openedBy(nodes: readonly DerivationNode[], place: string | null): Opened {
  if (place === null) return { open: new Set(nodes.slice(0, 1).map(({ id }) => id)), marked: new Set() };
  if (place === ALL) return { open: new Set(openableIds(nodes)), marked: new Set() };
  if (place.startsWith(OF_DIMENSION)) {
    const wanted = place.slice(OF_DIMENSION.length);
    return pathsTo(nodes, (node) => node.item?.dimension === wanted);
  }
  if (place.startsWith(OF_ITEM)) {
    const leaf = place.slice(OF_ITEM.length);
    return pathsTo(nodes, (node) => node.item?.leaf === leaf);
  }
  const named = new Set(place === NONE ? [] : place.split(BETWEEN));
  return { open: named, marked: new Set() };
}

/** The address of these rows standing open. */
export function placeOf(nodes: readonly DerivationNode[], open: ReadonlySet<string>): string {
  const ids = openableIds(nodes).filter((id) => open.has(id));
  if (ids.length === 0) return NONE;
  return ids.length === openableIds(nodes).length ? ALL : ids.join(BETWEEN);
}

/** A node and those above it, for every node that is wanted; the wanted ones are open too. */
function pathsTo(nodes: readonly DerivationNode[], wanted: (node: DerivationNode) => boolean): Opened {
  const open = new Set<string>();
  const marked = new Set<string>();
  const walk = (node: DerivationNode, above: readonly string[]): void => {
    if (wanted(node)) {
      for (const id of [...above, node.id]) open.add(id);
      marked.add(node.id);
    }
    for (const child of node.children) walk(child, [...above, node.id]);
  };
  for (const node of nodes) walk(node, []);
  return { open, marked };
}
