import { Register1764000000000 } from "./1764000000000-register.js";
import { Search1764100000000 } from "./1764100000000-search.js";

/** Every migration, oldest first; the same list on every database. */
export const migrations = [Register1764000000000, Search1764100000000];
