/**
 * Says at once that a web view is too old, before anything that would fail in it; imported before everything else. Where
 * no module runs at all, a script of the page's own does the same; where neither can, the page says it after ten seconds.
 */
export const isTooOld = typeof BigInt !== "function" || !window.crypto || !window.crypto.getRandomValues;

if (isTooOld) document.documentElement.className = "no-page";
