/** Of so many of the most recent conversations it is said that they are among them. */
export const MOST_RECENT = 20;
