/** Listens to every page of a browser for what hostile text could bring about. */
import type { Browser, BrowserContext } from "playwright-core";

export interface Watched {
  readonly context: BrowserContext;
  /** What was noticed since the last `take`, one line each; empties the list. */
  take(): string[];
}

/**
 * @param address of our own server; every other host is "elsewhere"
 * @param bypassCsp true: pages run without their content policy
 */
export async function watchPages(
  browser: Browser,
  address: string,
  bypassCsp: boolean,
  mobile = false,
): Promise<Watched> {
  const context = await browser.newContext({
    bypassCSP: bypassCsp,
    locale: "zh-CN",
    ...(mobile && { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }),
  });
  let noticed: string[] = [];
  await context.exposeBinding("hostile", (_, what: unknown) => {
    noticed.push(`run: ${String(what)}`);
  });
  await context.addInitScript(watchElements);
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${address}/`) && !/^(?:data|blob|about):/.test(url)) noticed.push(`asked: ${url}`);
  });
  context.on("page", (page) => {
    page.on("dialog", (dialog) => {
      noticed.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("frameattached", () => noticed.push("frame"));
    page.on("console", (message) => {
      if (message.text().includes("Security Policy")) noticed.push(`stopped: ${message.text()}`);
    });
  });
  return {
    context,
    take() {
      const taken = noticed;
      noticed = [];
      return taken;
    },
  };
}

/** Runs in the page before anything else: reports elements and attributes that pages of ours never have. */
function watchElements(): void {
  const report = (what: string): void => {
    (globalThis as unknown as { hostile: (what: string) => void }).hostile(what);
  };
  const refused = new Set(["iframe", "frame", "object", "embed", "base"]);
  const isOwnScript = (element: Element): boolean =>
    (element as HTMLScriptElement).src.startsWith(`${location.origin}/assets/`);
  const look = (element: Element): void => {
    const shown = element.outerHTML.slice(0, 100);
    const name = element.localName.toLowerCase();
    if (refused.has(name)) report(`element ${shown}`);
    if (name === "script" && (element.namespaceURI?.endsWith("svg") || !isOwnScript(element)))
      report(`script ${shown}`);
    const order = element.getAttribute("http-equiv")?.toLowerCase() ?? "content-security-policy";
    if (name === "meta" && order !== "content-security-policy") report(`meta ${shown}`);
    for (const attribute of element.attributes) {
      const value = attribute.value.replace(/[\s\p{Cc}]/gu, "").toLowerCase();
      if (/^on/i.test(attribute.name)) report(`attribute ${shown}`);
      if (/^(?:javascript|vbscript|data:text)/.test(value) && attribute.name !== "value")
        report(`address ${shown}`);
    }
  };
  const visit = (node: Node): void => {
    if (!(node instanceof Element)) return;
    look(node);
    for (const inner of node.querySelectorAll("*")) look(inner);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") look(change.target as Element);
      else for (const node of change.addedNodes) visit(node);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
}
