import { once } from "node:events";
import { WebSocket } from "ws";
import { knock } from "./knock.js";

/** An answer at either door: what came, and the codes of the errors in it. */
export interface Said {
  data?: any;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } }[];
  codes: string[];
}

/** Nobody waits longer for an answer, whatever was asked. */
const PATIENCE_MS = 10_000;

/** Both doors of a register, to which anything may be thrown; the WebSocket is one for all that is thrown. */
export interface BothDoors {
  http(body: object, authorization?: string): Promise<Said>;
  socket(payload: object, authorization?: string): Promise<Said>;
  /** The same for a subscription, which is left again; another answer stands for one that came to nothing until then. */
  follow(payload: object): Promise<Said>;
  close(): void;
}

export async function bothDoors(url: string): Promise<BothDoors> {
  let talk = await openTalk(url);
  const ask = async (payload: object) => {
    if (!talk.isOpen()) talk = await openTalk(url);
    return inTime(JSON.stringify(payload), talk.ask(payload));
  };
  return {
    http: (body, authorization) => overHttp(url, JSON.stringify(body), authorization),
    socket: (payload, authorization) =>
      ask(authorization === undefined ? payload : { ...payload, extensions: { headers: { authorization } } }),
    async follow(payload) {
      const leave = new AbortController();
      const first = talk.ask(payload, leave.signal);
      const answer = await Promise.race([first, ask({ query: "{ viewer { role } }" })]);
      leave.abort();
      return answer;
    },
    close: () => talk.close(),
  };
}

interface Waiting {
  resolve(message: any): void;
  reject(reason: Error): void;
}

/** A client of the WebSocket that is greeted, and asks one thing after the other. */
async function openTalk(url: string) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const waiting = new Map<string, Waiting>();
  socket.on("message", (data) => {
    const message = JSON.parse(String(data));
    waiting.get(message.id ?? message.type)?.resolve(message);
  });
  socket.once("close", (code, reason) => {
    for (const { reject } of waiting.values()) reject(new Error(`Closed: ${code} ${reason}`));
  });
  const says = (id: string, message: object) =>
    new Promise<any>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
      else reject(new Error("Closed"));
    }).finally(() => waiting.delete(id));
  await once(socket, "open");
  await says("connection_ack", { type: "connection_init" });
  let count = 0;
  return {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    async ask(payload: object, leave?: AbortSignal): Promise<Said> {
      const id = String(++count);
      leave?.addEventListener("abort", () => socket.send(JSON.stringify({ id, type: "complete" })));
      const message = await says(id, { id, type: "subscribe", payload });
      return said(message.type === "error" ? { errors: message.payload } : message.payload);
    },
    close: () => socket.terminate(),
  };
}

async function overHttp(url: string, text: string, authorization?: string): Promise<Said> {
  const headers = { "content-type": "application/json", ...(authorization !== undefined && { authorization }) };
  const { status, body } = await inTime(text, knock(url, "/graphql", headers, "POST", text));
  try {
    return said(JSON.parse(body));
  } catch {
    throw new Error(`${status} ${body.slice(0, 200)}`);
  }
}

async function inTime<T>(asked: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer in ${PATIENCE_MS} ms to ${asked.slice(0, 1_000)}`)),
      PATIENCE_MS,
    );
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

const said = (answer: Omit<Said, "codes">): Said => ({
  ...answer,
  codes: (answer.errors ?? []).map((error) => error.extensions?.code).sort(),
});
