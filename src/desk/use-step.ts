import { useContext, useState } from "preact/hooks";
import { ask, Refused } from "../pages/ask.js";
import type { Status } from "../pages/status.js";
import { language } from "../pages/words.js";
import type { Decision } from "./decision.js";
import type { Desk } from "./desk.js";
import { keepFocus } from "./focus.js";
import { AsItIsDocument, ChangeStatusDocument, type EvidenceInput } from "./graphql.generated.js";
import { usePress, Who } from "./press.js";
import { problemOf } from "./problem.js";

export interface Brought {
  reason?: string;
  evidence?: EvidenceInput[];
}

/** A step whose form stands open. */
export interface Open {
  decision: Decision;
  /** Somebody else was faster: what it is now is to be looked at first. */
  isConflict: boolean;
}

/** Takes steps of a commitment. After a conflict the form stands open with what it is now, to decide anew. */
export function useStep(desk: Desk, id: string, setOpen: (open: Open | null) => void) {
  const { token } = useContext(Who);
  const { send } = usePress();
  const [busy, setBusy] = useState<Status | null>(null);
  const [problem, setProblem] = useState<{ text: string; version: number } | null>(null);
  const take = async (decision: Decision, brought: Brought) => {
    try {
      const input = { commitmentId: id, to: decision.to, expectedVersion: decision.version, ...brought };
      const { changeCommitmentStatus } = await send(ChangeStatusDocument, input);
      desk.takeRow(changeCommitmentStatus.commitment);
      setOpen(null);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "CONFLICT") throw error;
      const { commitment } = await ask(AsItIsDocument, { id, language }, { token });
      if (commitment !== null) desk.takeRow(commitment);
      setOpen({ decision, isConflict: true });
    }
  };
  const takeAtOnce = async (decision: Decision, button: Element) => {
    const focus = keepFocus(button);
    setBusy(decision.to);
    setProblem(null);
    await take(decision, {}).catch((error) => setProblem({ text: problemOf(error).text, version: decision.version }));
    setBusy(null);
    focus();
  };
  return { take, takeAtOnce, busy, problem };
}
