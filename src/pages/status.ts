import ban from "icon:ban";
import check from "icon:check";
import checkCheck from "icon:check-check";
import circle from "icon:circle";
import circleAlert from "icon:circle-alert";
import contrast from "icon:contrast";
import handshake from "icon:handshake";
import pause from "icon:pause";
import x from "icon:x";
import type { Texts } from "./words.js";

/** How each status looks and what it is called, in the order in which they are counted. Its colour is in theme.css. */
export const STATUSES = {
  PROPOSED: { icon: circle, word: { vi: "Đề xuất", en: "Proposed" } },
  AGREED: { icon: handshake, word: { vi: "Đã thống nhất", en: "Agreed" } },
  IN_PROGRESS: { icon: contrast, word: { vi: "Đang thực hiện", en: "In progress" } },
  STALLED: { icon: pause, word: { vi: "Đang vướng mắc", en: "Stalled" } },
  REPORTED_DONE: {
    icon: check,
    word: { vi: "Báo hoàn thành, chờ xác nhận", en: "Reported done, awaiting confirmation" },
  },
  DISPUTED: { icon: circleAlert, word: { vi: "Chưa được xác nhận", en: "Disputed" } },
  COMPLETED: { icon: checkCheck, word: { vi: "Hoàn thành", en: "Completed" } },
  DECLINED: { icon: x, word: { vi: "Không tiếp nhận", en: "Declined" } },
  CANCELLED: { icon: ban, word: { vi: "Đã huỷ", en: "Cancelled" } },
} satisfies Record<string, { icon: string; word: Texts<string> }>;

export type Status = keyof typeof STATUSES;
