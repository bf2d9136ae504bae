import { describe, expect, it } from "vitest";
import { readConfig, readConfigOf, readDatabaseUrl } from "./config.ts";
import { placeOf, placeWithoutSecrets } from "./store/postgres/office-place.ts";

const URL_OF = (host: string): string =>
  `postgres://plumbline:a%2Cb@${host}:5433/plumbline?sslmode=verify-full`;

describe("readDatabaseUrl", () => {
  const named = { DATABASE_STANDBYS: `${URL_OF("two")}, ${URL_OF("three")}` };

  it("is as it was given where no standby is named", () => {
    expect(readDatabaseUrl(URL_OF("one"), {})).toBe(URL_OF("one"));
    expect(placeOf(URL_OF("one"))).toEqual({ serverUrl: URL_OF("one"), office: null, standbyUrls: [] });
  });

  it("has the standbys that are named, for the whole database and for one office of it, and the driver sees none of it", () => {
    const standbyUrls = [URL_OF("two"), URL_OF("three")];
    const env = { ...named, DATABASE_URL: URL_OF("one") };
    expect(placeOf(readConfig(env).databaseUrl!)).toEqual({
      serverUrl: URL_OF("one"),
      office: null,
      standbyUrls,
    });
    expect(placeOf(readConfigOf("yongning", env).databaseUrl!)).toEqual({
      serverUrl: URL_OF("one"),
      office: "yongning",
      standbyUrls,
    });
  });

  it("says where a database lies without a word of who may enter, on standbys neither", () => {
    const databaseUrl = readConfigOf("yongning", { ...named, DATABASE_URL: URL_OF("one") }).databaseUrl!;
    expect(placeWithoutSecrets(databaseUrl)).toBe(
      "postgres://one:5433/plumbline?sslmode=verify-full&office=yongning",
    );
  });

  it.each([["db2"], ["postgres://db2"], [`${URL_OF("two")},`], [`${URL_OF("two")},${URL_OF("two")}`]])(
    "takes no standby that is none, or named twice: %s",
    (DATABASE_STANDBYS) => {
      expect(() => readDatabaseUrl(URL_OF("one"), { DATABASE_STANDBYS })).toThrow(
        expect.objectContaining({ code: "usage", facts: { reason: "DATABASE_STANDBYS" } }),
      );
    },
  );
});
