import { Language } from "../../../graphql/language.js";
import { CommitmentStatus as S } from "../../commitments/commitment.enums.js";

interface Words {
  status: Record<S, string>;
  host: string;
  localities: string;
  heldOn: string;
  session: string;
  discussed: string;
  proposed: string;
  changes: string;
  open: string;
  none: string;
  for: string;
  reason: string;
  evidence: string;
  reverts: string;
  columns: readonly string[];
  noDate: string;
}

/** What the record of a meeting says in each language. The words for statuses are those of the screens. */
export const WORDS: Record<Language, Words> = {
  [Language.VI]: {
    status: {
      [S.PROPOSED]: "Đề xuất",
      [S.AGREED]: "Đã thống nhất",
      [S.IN_PROGRESS]: "Đang thực hiện",
      [S.STALLED]: "Đang vướng mắc",
      [S.REPORTED_DONE]: "Báo hoàn thành, chờ xác nhận",
      [S.COMPLETED]: "Hoàn thành",
      [S.DISPUTED]: "Chưa được xác nhận",
      [S.DECLINED]: "Không tiếp nhận",
      [S.CANCELLED]: "Đã huỷ",
    },
    host: "Chủ trì",
    localities: "Các địa phương",
    heldOn: "Ngày họp",
    session: "Phiên họp (giờ Việt Nam)",
    discussed: "Đã bàn",
    proposed: "Đề xuất tại cuộc họp",
    changes: "Thay đổi tại cuộc họp",
    open: "Còn phải làm",
    none: "Không có.",
    for: "thay mặt",
    reason: "Lý do",
    evidence: "Minh chứng",
    reverts: "Hoàn tác một thay đổi ghi nhầm.",
    columns: ["Mã", "Cam kết", "Bên thực hiện", "Bên thụ hưởng", "Hạn", "Trạng thái"],
    noDate: "không ghi hạn",
  },
  [Language.EN]: {
    status: {
      [S.PROPOSED]: "Proposed",
      [S.AGREED]: "Agreed",
      [S.IN_PROGRESS]: "In progress",
      [S.STALLED]: "Stalled",
      [S.REPORTED_DONE]: "Reported done, awaiting confirmation",
      [S.COMPLETED]: "Completed",
      [S.DISPUTED]: "Disputed",
      [S.DECLINED]: "Declined",
      [S.CANCELLED]: "Cancelled",
    },
    host: "Host",
    localities: "Localities",
    heldOn: "Held on",
    session: "Session (time of Việt Nam)",
    discussed: "Discussed",
    proposed: "Proposed at the meeting",
    changes: "Changes made at the meeting",
    open: "Still to be done",
    none: "None.",
    for: "for",
    reason: "Reason",
    evidence: "Evidence",
    reverts: "Takes back a change made by mistake.",
    columns: ["Reference", "Commitment", "Owed by", "For", "Due", "Status"],
    noDate: "no date",
  },
};
