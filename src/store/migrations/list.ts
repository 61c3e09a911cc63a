import { Register1764000000000 } from "./1764000000000-register.js";

/** Every migration, oldest first; the same list on every database. */
export const migrations = [Register1764000000000];
