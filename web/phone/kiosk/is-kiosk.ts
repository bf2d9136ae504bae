const asked = (name: string): string | null => new URLSearchParams(location.search).get(name);

/** Whether this page is the group's tablet, which many people use one after the other: `/v?kiosk`. */
export const isKiosk = (): boolean => asked("kiosk") !== null;

/** The poll that this tablet stands at (`/v?kiosk=<poll>`); null when it takes the slips of any unit. */
export const kioskPoll = (): string | null => asked("kiosk") || null;
