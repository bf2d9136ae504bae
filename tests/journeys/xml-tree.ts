/** XML as a tree, read strictly: what is not well-formed is thrown, as an office program would refuse it. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
}

const TOKEN = /<(\/?)([^\s/>]+)((?:\s+[^\s=>]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;

/** @throws Error where the text is not well-formed */
export function readXml(text: string): XmlNode {
  const root: XmlNode = { name: "", attributes: new Map(), children: [] };
  const open: XmlNode[] = [root];
  TOKEN.lastIndex = /^\uFEFF?<\?xml[^>]*\?>/.exec(text)?.[0].length ?? 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const [, closes, name, given, isEmpty, words] =
      TOKEN.exec(text) ?? fail(`at ${from}: ${text.slice(from, from + 60)}`);
    if (words !== undefined) requireText(words);
    else if (closes === "/") {
      if (open.pop()?.name !== name) fail(`</${name}> closes another element`);
    } else {
      const node = { name: name!, attributes: attributesOf(given ?? ""), children: [] };
      open.at(-1)!.children.push(node);
      if (isEmpty !== "/") open.push(node);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) fail("not one whole element");
  return root.children[0]!;
}

function attributesOf(given: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of given.matchAll(/([^\s=]+)="([^"]*)"/g)) {
    if (found.has(name!)) fail(`${name} twice`);
    requireText(value!);
    found.set(name!, value!);
  }
  return found;
}

/** Characters and references that XML 1.0 takes. */
function requireText(words: string): void {
  if (/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/u.test(words)) fail("a character that XML has not");
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/.test(words)) fail(`a bare & in ${words}`);
}

function fail(why: string): never {
  throw new Error(`not well-formed: ${why}`);
}

/** The node and everything in it. */
export function* nodesOf(node: XmlNode): Generator<XmlNode> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

/** Elements of a name, anywhere in the node. */
export const named = (node: XmlNode, name: string): readonly XmlNode[] =>
  [...nodesOf(node)].filter((one) => one.name === name);
