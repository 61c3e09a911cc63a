import { createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { ask, type Operation, Refused } from "../pages/ask.js";
import { language } from "../pages/words.js";
import type { Session } from "./session.js";

/** Who works at the desk. */
export const Who = createContext<Session>(null as unknown as Session);

/** What a mutation takes here: its input, and the language to answer in. */
type Variables<Input> = { input: Input; language: "VI" | "EN" };

/**
 * What a button or a form sends. Each press is a request of its own; one that nobody has answered, as the network
 * failed, keeps its id when the same is sent again: the register carries it out once.
 */
export class Press {
  private unanswered: { text: string; requestId: string } | null = null;

  constructor(private readonly session: Session) {}

  readonly send = async <Data, Input extends { requestId?: string | null }>(
    mutation: Operation<Data, Variables<Input>>,
    input: Omit<Input, "requestId">,
  ): Promise<Data> => {
    const text = JSON.stringify(input);
    const requestId = this.unanswered?.text === text ? this.unanswered.requestId : newId();
    this.unanswered = { text, requestId };
    const variables = { input: { ...input, requestId } as unknown as Input, language };
    try {
      const data = await ask(mutation, variables, { token: this.session.token });
      this.unanswered = null;
      return data;
    } catch (error) {
      if (error instanceof Refused) this.unanswered = null;
      this.session.heed(error);
      throw error;
    }
  };
}

export type Send = Press["send"];

export function usePress(): Press {
  const session = useContext(Who);
  return useMemo(() => new Press(session), [session]);
}

/** `crypto.randomUUID` is there only over https. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
