export const castBallot = () => 1;
