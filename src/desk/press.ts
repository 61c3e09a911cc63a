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
 * What a button or a form sends. Each press is a request of its own; one that nobody has answered, as the network or
 * the register failed, is sent as it was when the same is sent again: the register carries it out once.
 */
class Press {
  private unanswered: { text: string; input: object } | null = null;

  constructor(private readonly session: Session) {}

  /** `also` is sent along, but is not what makes it the same: the newest version, which the press itself may have made. */
  readonly send = async <Data, Input extends { requestId?: string | null }>(
    mutation: Operation<Data, Variables<Input>>,
    input: Omit<Input, "requestId">,
    also: Partial<Omit<Input, "requestId">> = {},
  ): Promise<Data> => {
    const text = JSON.stringify(input);
    const isSame = this.unanswered?.text === text;
    const sent = isSame ? this.unanswered?.input : { ...input, ...also, requestId: newId() };
    this.unanswered = { text, input: sent as object };
    const variables = { input: sent as Input, language };
    try {
      const data = await ask(mutation, variables, { token: this.session.token });
      this.unanswered = null;
      return data;
    } catch (error) {
      if (isAnswer(error)) this.unanswered = null;
      this.session.heed(error);
      throw error;
    }
  };
}

export type Send = Press["send"];

/** Of what failed otherwise nobody knows whether it was carried out. */
export const isAnswer = (error: unknown): boolean => error instanceof Refused && error.code !== "INTERNAL";

export function usePress(): Press {
  const session = useContext(Who);
  return useMemo(() => new Press(session), [session]);
}

/** `crypto.randomUUID` is there only over https. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
