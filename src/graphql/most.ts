import { Extensions } from "type-graphql";

/**
 * How many a list that is no connection counts as, before it is read: what a large one of its kind has. Of a text, how
 * many records are read to make it.
 */
export const Most = (most: number) => Extensions({ most });
