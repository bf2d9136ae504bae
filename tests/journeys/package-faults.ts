/** What an office program would complain about when it opens a package of Open XML. @source ECMA-376 parts 1 and 2 */
import { dirname, join, normalize } from "node:path/posix";
import { named, nodesOf, readXml, type XmlNode } from "./xml-tree.ts";

export type Parts = ReadonlyMap<string, Uint8Array>;

export interface OpenedPackage {
  readonly trees: ReadonlyMap<string, XmlNode>;
  readonly faults: readonly string[];
}

/** Every part is well-formed, has a type, is reached from the root; every relationship leads to a part and is used as declared. */
export function openPackage(parts: Parts): OpenedPackage {
  const faults: string[] = [];
  const trees = new Map<string, XmlNode>();
  const files = [...parts.keys()].filter((name) => !name.endsWith("/"));
  for (const name of files.filter((one) => /\.(xml|rels)$/.test(one))) {
    try {
      trees.set(name, readXml(new TextDecoder("utf-8", { fatal: true }).decode(parts.get(name))));
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}`);
    }
  }
  faults.push(...typeFaults(files, trees), ...relationFaults(files, trees));
  return { trees, faults };
}

function typeFaults(files: readonly string[], trees: ReadonlyMap<string, XmlNode>): string[] {
  const types = trees.get("[Content_Types].xml");
  if (!types) return ["no content types"];
  // "application/xml" says nothing: a part of that type alone is not read as what it is.
  const given = named(types, "Default").filter(
    (node) => node.attributes.get("ContentType") !== "application/xml",
  );
  const defaults = given.map((node) => node.attributes.get("Extension")!);
  const overrides = named(types, "Override").map((node) => node.attributes.get("PartName")!.slice(1));
  return [
    ...duplicates([...defaults, ...overrides]).map((one) => `type of ${one} twice`),
    ...overrides.filter((one) => !files.includes(one)).map((one) => `type of ${one}, which is not there`),
    ...files
      .filter((one) => one !== "[Content_Types].xml")
      .filter((one) => !overrides.includes(one) && !defaults.includes(one.split(".").at(-1)!))
      .map((one) => `${one} has no type`),
  ];
}

function relationFaults(files: readonly string[], trees: ReadonlyMap<string, XmlNode>): string[] {
  const faults: string[] = [];
  const reached = new Set<string>();
  for (const [name, tree] of trees) {
    if (!name.endsWith(".rels")) continue;
    const source = join(dirname(name), "..", name.split("/").at(-1)!.slice(0, -".rels".length));
    const relations = named(tree, "Relationship");
    const ids = relations.map((node) => node.attributes.get("Id")!);
    faults.push(...duplicates(ids).map((id) => `${name}: ${id} twice`));
    for (const node of relations) {
      if (node.attributes.get("TargetMode") === "External") faults.push(`${name}: leads outside`);
      const target = node.attributes.get("Target")!;
      const part = target.startsWith("/") ? target.slice(1) : normalize(join(dirname(source), target));
      if (!files.includes(part)) faults.push(`${name}: no part ${part}`);
      reached.add(part);
    }
    const owner = trees.get(source);
    if (owner)
      faults.push(
        ...usedIds(owner)
          .filter((id) => !ids.includes(id))
          .map((id) => `${source}: ${id} dangles`),
      );
    else if (source !== "." && source !== "") faults.push(`${name}: of nothing`);
  }
  const loose = files.filter((one) => !/\.rels$|^\[Content_Types\]\.xml$/.test(one) && !reached.has(one));
  return [...faults, ...loose.map((one) => `${one} is reached from nowhere`)];
}

/** What a part says about its relationships: r:id, r:embed, r:link. */
const usedIds = (tree: XmlNode): readonly string[] =>
  [...nodesOf(tree)].flatMap(({ attributes }) =>
    [...attributes].flatMap(([name, value]) => (/^r:(id|embed|link)$/.test(name) ? [value] : [])),
  );

export const duplicates = (all: readonly string[]): readonly string[] =>
  all.filter((one, at) => all.indexOf(one) !== at);

/** Children that do not stand in the order that the schema asks for. */
export function orderFaults(
  tree: XmlNode,
  orders: { readonly [name: string]: readonly string[] },
): readonly string[] {
  return [...nodesOf(tree)].flatMap(({ name, children }) => {
    const order = orders[name];
    if (!order) return [];
    const places = children.map((child) => order.indexOf(child.name));
    const unknown = children.filter((_, at) => places[at] === -1).map((child) => `${name} has ${child.name}`);
    const wrong = places.some((place, at) => at > 0 && place < places[at - 1]!);
    return [...unknown, ...(wrong ? [`${name}: ${children.map((child) => child.name).join(" ")}`] : [])];
  });
}
