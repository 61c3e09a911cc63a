import ban from "lucide-static/icons/ban.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import checkCheck from "lucide-static/icons/check-check.svg?raw";
import circle from "lucide-static/icons/circle.svg?raw";
import circleAlert from "lucide-static/icons/circle-alert.svg?raw";
import contrast from "lucide-static/icons/contrast.svg?raw";
import handshake from "lucide-static/icons/handshake.svg?raw";
import pause from "lucide-static/icons/pause.svg?raw";
import x from "lucide-static/icons/x.svg?raw";
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
