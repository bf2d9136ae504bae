import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type Rolldown } from "vite";
import { englishStrings, getLocaleStrings } from "survey-core";
import "survey-core/i18n/simplified-chinese";
import { standingPage } from "./web/phone/page/standing-page.ts";
import { oldBrowser } from "./web/text/old-browser.ts";

/** The oldest web views that the phone page must open in: BigInt sets the floor. @source ui.md §7 */
const OLDEST = ["chrome79", "safari14"];

const shared = {
  outDir: "../dist/web",
  target: OLDEST,
  cssTarget: OLDEST,
  modulePreload: { polyfill: false },
  assetsInlineLimit: 0,
  reportCompressedSize: false,
  chunkSizeWarningLimit: 2000,
};

/** A build each, so that nothing the console or its preview uses splits what a phone loads into more files. */
export default defineConfig({
  root: "web",
  publicDir: false,
  plugins: [
    react(),
    fillInWords(),
    dropUnusedLooks(),
    dropUnusedCurves(),
    sayWithoutModules(),
    inlinePhoneStyles(),
    nameFormsFiles(),
    askForScriptFirst(),
    askAhead(),
    flattenPages(),
  ],
  environments: {
    client: {
      build: {
        ...shared,
        emptyOutDir: true,
        rolldownOptions: { input: { office: "web/office/index.html" } },
      },
    },
    phone: {
      consumer: "client",
      build: { ...shared, emptyOutDir: false, rolldownOptions: { input: { phone: "web/phone/index.html" } } },
    },
    preview: {
      consumer: "client",
      build: {
        ...shared,
        emptyOutDir: false,
        rolldownOptions: { input: { preview: "web/preview/index.html" } },
      },
    },
    screen: {
      consumer: "client",
      build: {
        ...shared,
        emptyOutDir: false,
        rolldownOptions: { input: { screen: "web/screen/index.html" } },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      await builder.build(builder.environments["client"]!);
      await builder.build(builder.environments["phone"]!);
      await builder.build(builder.environments["preview"]!);
      await builder.build(builder.environments["screen"]!);
    },
  },
});

/** Sentences that must stand in the page before any script runs come from web/text like all others. */
function fillInWords(): Plugin {
  return {
    name: "plumbline:fill-in-words",
    transformIndexHtml: (html) =>
      html
        .replace("%opening%", oldBrowser.opening)
        .replace("%page.too-old%", () => standingPage("too-old"))
        .replace("%page.no-script%", () => standingPage("no-script")),
  };
}

/** Registrations that a page of ours reaches by name; every question type has a look of our own. */
const REACHED = /"(survey|sv-skeleton|sv-components-container)"|LocalizableString/;
const REGISTRATION = /^React(?:Question|Element)Factory\.Instance\.register(?:Question|Element)\(([^,]+),/gm;
const ICON = /^var (\w+) = "<svg.*";$/gm;
/** Of a component that shows only when a form asks for it, which forms may not. Nothing is loaded from elsewhere. */
const FOREIGN_PICTURE = "https://surveyjs.io/Content/Images/poweredby.svg";
const ENGLISH = /^var englishStrings = \{[^]*?^\};$/m;
const BASE_THEME = /^var baseTheme = \{[^]*?^\};$/m;

/** What SurveyJS says in English and not in Chinese, which is put over it. @source web/phone/forms/create-model.ts */
function onlyEnglish(): Readonly<Record<string, string>> {
  const all: Readonly<Record<string, string>> = englishStrings;
  const chinese = getLocaleStrings("zh-cn");
  return Object.fromEntries(Object.entries(all).filter(([key]) => !(key in chinese)));
}

/**
 * Leaves out SurveyJS's own looks, which nothing here shows: components that it registers for every type (their
 * registrations are marked as pure, so that the bundler may drop them), its icons, its theme's style variables, and the
 * English that Chinese is put over.
 */
function dropUnusedLooks(): Plugin {
  return {
    name: "plumbline:drop-unused-looks",
    transform(code, id) {
      if (id.endsWith("/survey-core.mjs"))
        return code
          .replace(BASE_THEME, "var baseTheme = { cssVariables: {} };")
          .replace(ENGLISH, `var englishStrings = ${JSON.stringify(onlyEnglish())};`);
      if (!id.endsWith("/survey-react-ui.mjs")) return null;
      return code
        .replace(ICON, 'var $1 = "";')
        .replace(FOREIGN_PICTURE, "")
        .replace(REGISTRATION, (call, name: string) =>
          REACHED.test(name) ? call : `/* @__PURE__ */ ${call}`,
        );
    },
  };
}

/** Its static fields look to the bundler as if they did something, and keep half the library that x25519 does without. */
const RISTRETTO = /^class _RistrettoPoint [^]*?^\}$/m;

/** Its shortcut for public keys: 240 ms of tables on a slow phone for the few keys that a person needs. */
const TABLES = /^ {8}scalarMultBase: \(k\) => \{$[^]*?^ {8}\},$/m;

/**
 * Leaves out the curves that the page does not use: the one class in their way is made when somebody asks for it, and
 * x25519 takes the same steps to a public key as to a shared secret, which need no other curve.
 */
function dropUnusedCurves(): Plugin {
  return {
    name: "plumbline:drop-unused-curves",
    transform(code, id) {
      if (!id.endsWith("/@noble/curves/ed25519.js")) return null;
      if (!RISTRETTO.test(code) || !TABLES.test(code))
        throw new Error("another @noble/curves than this expects");
      return code
        .replace(TABLES, "")
        .replace(
          RISTRETTO,
          (made) =>
            `const _RistrettoPoint = /* @__PURE__ */ (() => {\n${made}\nreturn _RistrettoPoint;\n})();`,
        );
    },
  };
}

/** Run only by browsers that run no modules, and loaded only by them. @source web/phone/too-old.ts */
const WITHOUT_MODULES = 'document.documentElement.className = "no-page";\n';

/** Says in such a browser at once that it is too old. */
function sayWithoutModules(): Plugin {
  return {
    name: "plumbline:say-without-modules",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = bundle["phone/index.html"];
      if (page?.type !== "asset") return;
      const name = this.emitFile({ type: "asset", name: "without-modules.js", source: WITHOUT_MODULES });
      const script = `<script nomodule src="/${this.getFileName(name)}"></script>`;
      page.source = String(page.source).replace("</head>", `  ${script}\n  </head>`);
    },
  };
}

/**
 * The phone's first view comes in two files: the page with its styles inside, and the script. A meta policy admits
 * exactly this one style element by its hash, so the server's looser `style-src` never applies here.
 */
function inlinePhoneStyles(): Plugin {
  return {
    name: "plumbline:inline-phone-styles",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = bundle["phone/index.html"];
      if (page?.type !== "asset") return;
      let html = String(page.source);
      const link = /\s*<link rel="stylesheet"[^>]*href="\/(assets\/[^"]+\.css)"[^>]*>/;
      for (let found = link.exec(html); found; found = link.exec(html)) {
        const sheet = bundle[found[1]!];
        if (sheet?.type !== "asset") throw new Error(`style sheet ${found[1]} is not in the bundle`);
        const css = darkBeforeScript(String(sheet.source).trim());
        const hash = createHash("sha256").update(css).digest("base64");
        const policy = `default-src 'self'; img-src 'self' data:; object-src 'none'; style-src 'self' 'sha256-${hash}'`;
        const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
        delete bundle[found[1]!];
        html = html.replace(found[0], "").replace("</title>", () => `</title>\n    <style>${css}</style>`);
        html = html.replace("<title>", () => `${meta}\n    <title>`);
      }
      page.source = html;
    },
  };
}

const DARK = /:root\[data-theme="?dark"?\](\{[^}]*\})/;

/** The dark colours also without the script that asks for them: no white page before it runs, and where none does. */
function darkBeforeScript(css: string): string {
  const colours = DARK.exec(css)?.[1];
  if (colours === undefined) throw new Error("no dark colours in the phone's styles");
  return `${css}@media (prefers-color-scheme:dark){:root:not([data-theme])${colours}}`;
}

/** The page names the files of the forms, so that they can be fetched before it is known which form comes. @source web/phone/load-part.ts */
function nameFormsFiles(): Plugin {
  return {
    name: "plumbline:name-forms-files",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = bundle["phone/index.html"];
      if (page?.type !== "asset") return;
      const forms = Object.values(bundle).find((file) => file.type === "chunk" && file.name === "fill-forms");
      if (forms?.type !== "chunk") throw new Error("the phone page has no part fill-forms");
      const scripts = forms.imports.filter((name) => {
        const file = bundle[name];
        return file?.type === "chunk" && !file.isEntry && !isAskAhead(file);
      });
      const files = [forms.fileName, ...scripts, ...(forms.viteMetadata?.importedCss ?? [])];
      const named = `<script type="module" data-forms="${files.map((name) => `/${name}`).join(" ")}"`;
      page.source = String(page.source).replace('<script type="module"', named);
    },
  };
}

/**
 * The script stands before the styles: on a slow phone these take longer to read than the request for it to be sent, and it
 * runs after the whole page in any case. The server's policy holds for it wherever it stands, the referrer's stands before it.
 */
function askForScriptFirst(): Plugin {
  return {
    name: "plumbline:ask-for-script-first",
    enforce: "post",
    generateBundle(_, bundle) {
      const page = bundle["phone/index.html"];
      if (page?.type !== "asset") return;
      const html = String(page.source);
      const [script] = /\n *<script type="module"[^>]*><\/script>/.exec(html) ?? [];
      if (script === undefined) throw new Error("the phone page has no script");
      page.source = html.replace(script, "").replace(/<meta name="referrer"[^>]*>/, (meta) => meta + script);
    },
  };
}

const isAskAhead = (file: Rolldown.OutputAsset | Rolldown.OutputChunk): boolean =>
  file.type === "chunk" && !file.isEntry && file.moduleIds.some((id) => id.endsWith("/phone/ask-ahead.ts"));

/**
 * The small script that asks for what a slip opens is a file of its own and runs as soon as it is there, beside the page's
 * script, which imports it. @source web/phone/ask-ahead.ts
 */
function askAhead(): Plugin {
  return {
    name: "plumbline:ask-ahead",
    enforce: "post",
    buildStart() {
      if (this.environment.name !== "phone") return;
      this.emitFile({
        type: "chunk",
        id: fileURLToPath(new URL("web/phone/ask-ahead.ts", import.meta.url)),
        name: "ask-ahead",
      });
    },
    generateBundle(_, bundle) {
      const page = bundle["phone/index.html"];
      if (page?.type !== "asset") return;
      for (const [name, file] of Object.entries(bundle)) {
        // An empty file that only leads on to the one with the module.
        if (file.type === "chunk" && file.isEntry && file.name === "ask-ahead") delete bundle[name];
      }
      const chunk = Object.values(bundle).find(isAskAhead);
      if (chunk?.type !== "chunk" || chunk.imports.length > 0)
        throw new Error("ask-ahead needs another file before it can run");
      const preload = new RegExp(`\\s*<link rel="modulepreload"[^>]*href="/${chunk.fileName}"[^>]*>`);
      const html = String(page.source).replace(preload, "");
      page.source = html.replace(
        /\n( *)<script type="module" data-forms/,
        (script, indent: string) =>
          `\n${indent}<script type="module" async crossorigin src="/${chunk.fileName}"></script>${script}`,
      );
    },
  };
}

/** `phone/index.html` → `phone.html`, and so on. */
function flattenPages(): Plugin {
  return {
    name: "plumbline:flatten-pages",
    enforce: "post",
    generateBundle(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        const folder = /^(\w+)\/index\.html$/.exec(name)?.[1];
        if (folder === undefined || file.type !== "asset") continue;
        this.emitFile({ type: "asset", fileName: `${folder}.html`, source: file.source });
        delete bundle[name];
      }
    },
  };
}
