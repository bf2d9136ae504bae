/**
 * Value of a Content-Disposition header that downloads under a Chinese name (RFC 6266, RFC 8187): an ASCII name for
 * old programs, the real one percent-encoded.
 *
 * @param name file name with its ending; characters that a file system refuses become "_"
 */
export function contentDisposition(name: string): string {
  const safe = name.replace(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]/gu, "_").trim() || "file";
  const ascii = safe.replace(/[^\x20-\x7E]+/g, "_").replace(/["\\%]/g, "_");
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
