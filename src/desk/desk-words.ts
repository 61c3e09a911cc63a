import { inLanguage } from "../pages/words.js";
import { en } from "./words-en.js";
import { vi } from "./words-vi.js";

export const say = inLanguage({ vi, en });
