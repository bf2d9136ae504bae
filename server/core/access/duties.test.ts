import { describe, expect, it } from "vitest";
import { DUTIES, hasDuty, mayConfirmAccounts, missingRoles } from "./duties.ts";
import { KEEPER_ROLES, ROLES } from "./role.ts";

const plain = { hasKeepers: false };
const kept = { hasKeepers: true };

describe("hasDuty", () => {
  it("leaves everything to the office as installed", () => {
    expect(DUTIES.filter((duty) => hasDuty(plain, "office", duty))).toEqual([
      "rounds",
      "accounts",
      "record",
      "installation",
    ]);
    for (const role of KEEPER_ROLES) expect(DUTIES.filter((duty) => hasDuty(plain, role, duty))).toEqual([]);
  });

  it("takes accounts and record from the office when there are three keepers", () => {
    const found = ROLES.map((role) => [role, DUTIES.filter((duty) => hasDuty(kept, role, duty))]);
    expect(Object.fromEntries(found)).toEqual({
      office: ["rounds"],
      group: ["rounds"],
      viewer: ["rounds"],
      sysadmin: ["accounts", "installation"],
      security: ["accounts"],
      auditor: ["record"],
    });
  });
});

describe("mayConfirmAccounts", () => {
  it("wants two of the office as installed", () => {
    expect(ROLES.filter((role) => mayConfirmAccounts(plain, "office", role))).toEqual(["office"]);
  });

  it("wants the other keeper of accounts, never one of the same kind, the auditor or the office", () => {
    expect(ROLES.filter((role) => mayConfirmAccounts(kept, "sysadmin", role))).toEqual(["security"]);
    expect(ROLES.filter((role) => mayConfirmAccounts(kept, "security", role))).toEqual(["sysadmin"]);
  });
});

describe("missingRoles", () => {
  it("asks for each of the three before they take over, and for two of the office before they hand back", () => {
    expect(missingRoles(kept, ["office", "office", "security"])).toEqual(["sysadmin", "auditor"]);
    expect(missingRoles(kept, ["auditor", "security", "sysadmin"])).toEqual([]);
    expect(missingRoles(plain, ["office", "sysadmin"])).toEqual(["office"]);
    expect(missingRoles(plain, ["office", "office"])).toEqual([]);
  });
});
