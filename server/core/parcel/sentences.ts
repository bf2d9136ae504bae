/** Why a review that was finished on a group's computer goes on at the office, as its history says. */
export const RETAKEN = "审核、审定在组里的电脑上办过；交回以后由巡察办重新办理。";
