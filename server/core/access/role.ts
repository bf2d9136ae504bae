/** What an account may be; one account has one role. */
export const ROLES = ["office", "group", "viewer", "sysadmin", "security", "auditor"] as const;
export type Role = (typeof ROLES)[number];

/** 三员: they look after the installation and take no part in rounds. */
export const KEEPER_ROLES = ["sysadmin", "security", "auditor"] as const satisfies readonly Role[];
