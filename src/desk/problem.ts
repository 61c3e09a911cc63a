import { Refused } from "../pages/ask.js";
import { inLanguage, lang } from "../pages/words.js";

/** Why something could not be done, in words for the one who tried. */
export interface Problem {
  /** The name of the field that it stands beside; empty if it is about the whole. */
  at: string;
  text: string;
}

const vi = {
  needed: "Xin điền mục này.",
  oneNeeded: "Xin chọn ít nhất một.",
  bothSides: "Một địa phương không thể ở cả hai bên.",
  twoNeeded: "Xin chọn ít nhất hai địa phương.",
  notDate: "Xin ghi ngày như 15/08/2026, 08/2026 hoặc 2026.",
  notUrl: "Địa chỉ phải bắt đầu bằng http:// hoặc https://.",
  itemNeeded: "Xin ghi tên mục, hoặc chọn một cam kết.",
  noRecord: "Chưa tải được biên bản. Xin bấm lại.",
  noAnswer: "Chưa nhận được trả lời. Xin bấm lại: việc này chỉ được ghi một lần.",
  BAD_INPUT: "Nội dung này chưa hợp lệ.",
  UNAUTHENTICATED: "Xin đăng nhập lại.",
  FORBIDDEN: "Bạn không có quyền làm việc này.",
  NOT_FOUND: "Mục này không còn, hoặc bạn không được xem.",
  CONFLICT: "Vừa có người khác thay đổi. Xin xem lại rồi bấm lần nữa.",
  INVALID_TRANSITION: "Ở tình trạng hiện nay không làm được việc này.",
  RATE_LIMITED: "Quá nhiều yêu cầu. Xin đợi một lát.",
  other: "Hệ thống gặp lỗi. Xin bấm lại: việc này chỉ được ghi một lần. Nếu vẫn lỗi, xin báo người quản trị.",
};

const en: typeof vi = {
  needed: "Please fill this in.",
  oneNeeded: "Please choose at least one.",
  bothSides: "A locality cannot be on both sides.",
  twoNeeded: "Please choose at least two localities.",
  notDate: "Please give a date such as 2026-08-15, 2026-08 or 2026.",
  notUrl: "An address begins with http:// or https://.",
  itemNeeded: "Please give the item a title, or choose a commitment.",
  noRecord: "The record could not be fetched. Please press again.",
  noAnswer: "No answer came. Please press again: it is done only once.",
  BAD_INPUT: "This is not valid.",
  UNAUTHENTICATED: "Please sign in again.",
  FORBIDDEN: "You may not do this.",
  NOT_FOUND: "This is gone, or not for you to see.",
  CONFLICT: "Somebody else has just changed it. Please look again, then press once more.",
  INVALID_TRANSITION: "This cannot be done as things stand.",
  RATE_LIMITED: "Too many requests. Please wait a moment.",
  other: "The register failed. Please press again: it is done only once. Tell the administrator if it stays so.",
};

export const wrong = inLanguage({ vi, en });

/** Thrown where an entry cannot be sent as it is. */
export class Unfit extends Error {
  constructor(
    readonly at: string,
    message: string,
  ) {
    super(message);
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Unfit) return { at: error.at, text: error.message };
  if (!(error instanceof Refused)) return { at: "", text: wrong.noAnswer };
  const { code, extensions, message } = error;
  const text = code in wrong ? wrong[code as keyof typeof wrong] : wrong.other;
  if (code !== "BAD_INPUT") return { at: "", text };
  const path = Array.isArray(extensions.path) ? extensions.path.join(".") : "";
  return { at: path, text: lang === "en" ? message : text };
}
