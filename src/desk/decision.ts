import type { Status } from "../pages/status.js";
import { inLanguage } from "../pages/words.js";
import type { TabledFragment as Row } from "./graphql.generated.js";

/** A step that somebody has chosen, and what stood on the table then. */
export interface Decision {
  to: Status;
  from: Status;
  version: number;
  /** The last change that was known. */
  lastId: string | undefined;
}

export function decide(to: Status, { status, version, history }: Row): Decision {
  return { to, from: status, version, lastId: history.nodes.at(-1)?.id };
}

/** What the register asks for with a step. */
export function needOf(to: Status): "reason" | "evidence" | null {
  if (to === "REPORTED_DONE") return "evidence";
  return ["DECLINED", "CANCELLED", "STALLED", "DISPUTED"].includes(to) ? "reason" : null;
}

const vi: Record<Status, string> = {
  PROPOSED: "Đưa về đề xuất",
  AGREED: "Thống nhất",
  DECLINED: "Không tiếp nhận",
  CANCELLED: "Huỷ cam kết",
  IN_PROGRESS: "Bắt đầu thực hiện",
  STALLED: "Báo vướng mắc",
  REPORTED_DONE: "Báo hoàn thành",
  COMPLETED: "Xác nhận hoàn thành",
  DISPUTED: "Không xác nhận",
};

const en: typeof vi = {
  PROPOSED: "Back to proposed",
  AGREED: "Agree",
  DECLINED: "Decline",
  CANCELLED: "Cancel the commitment",
  IN_PROGRESS: "Start work",
  STALLED: "Report an obstacle",
  REPORTED_DONE: "Report done",
  COMPLETED: "Confirm it is done",
  DISPUTED: "Do not confirm",
};

/** Where the same step is called otherwise, by where it comes from. */
const others = {
  vi: {
    "PROPOSED CANCELLED": "Rút đề xuất",
    "STALLED IN_PROGRESS": "Tiếp tục thực hiện",
    "DISPUTED IN_PROGRESS": "Thực hiện tiếp",
    "DISPUTED REPORTED_DONE": "Báo hoàn thành lại",
  },
  en: {
    "PROPOSED CANCELLED": "Withdraw",
    "STALLED IN_PROGRESS": "Resume work",
    "DISPUTED IN_PROGRESS": "Go on with the work",
    "DISPUTED REPORTED_DONE": "Report done again",
  },
};

/** What a step's button says that it does. */
export function nameOf({ from, to }: Pick<Decision, "from" | "to">): string {
  const special = inLanguage<Record<string, string>>(others)[`${from} ${to}`];
  return special ?? inLanguage({ vi, en })[to];
}
