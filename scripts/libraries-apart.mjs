/** Libraries that read files of their own folder, binaries among them: they stay where npm put them when programs are bundled. */
export const LIBRARIES_APART = /^(better-sqlite3|@node-rs\/argon2|@napi-rs\/canvas|pdfkit|tsx)(\/|$)/;
