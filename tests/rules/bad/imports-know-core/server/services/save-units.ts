export const saveUnits = () => 1;
