import { Register1764000000000 } from "./1764000000000-register.js";
import { Search1764100000000 } from "./1764100000000-search.js";
import { PartyCopies1764200000000 } from "./1764200000000-party-copies.js";
import { Agenda1764300000000 } from "./1764300000000-agenda.js";
import { Revocations1764400000000 } from "./1764400000000-revocations.js";
import { Chain1764500000000 } from "./1764500000000-chain.js";
import { CursorKey1764600000000 } from "./1764600000000-cursor-key.js";
import { UnseenVersion1764600100000 } from "./1764600100000-unseen-version.js";
import { Tied1764600200000 } from "./1764600200000-tied.js";
import { Left1764600300000 } from "./1764600300000-left.js";
import { HiddenDocuments1764600400000 } from "./1764600400000-hidden-documents.js";

/** Every migration, oldest first; the same list on every database. */
export const migrations = [
  ...[Register1764000000000, Search1764100000000, PartyCopies1764200000000, Agenda1764300000000],
  Revocations1764400000000,
  Chain1764500000000,
  CursorKey1764600000000,
  UnseenVersion1764600100000,
  Tied1764600200000,
  Left1764600300000,
  HiddenDocuments1764600400000,
];
