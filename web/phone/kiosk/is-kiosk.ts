/** Whether this page is the group's tablet, which many people use one after the other: `/v?kiosk`. */
export const isKiosk = (): boolean => new URLSearchParams(location.search).has("kiosk");
