export const openStores = () => 1;
