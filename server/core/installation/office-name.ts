const OFFICE_NAME = /^[a-z][a-z0-9]{0,15}$/;
/** What PostgreSQL's own schemas begin with. */
const OF_SERVER = "pg";

/** Whether an office of a shared database can be called so: schemas, roles and folders of it are named after it. */
export const isOfficeName = (name: string): boolean => OFFICE_NAME.test(name) && name !== OF_SERVER;
