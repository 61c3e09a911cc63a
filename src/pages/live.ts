import { createClient } from "graphql-ws/client";
import { type Operation, Refused, refusalIn } from "./ask.js";

/**
 * How a page follows the register for days, and always knows whether what it shows is current. Made to be copied.
 *
 * A session is one WebSocket and all that is followed on it. Whatever goes wrong with any of it ends the session: a
 * close of whatever code, silence, a refusal, a laptop that slept. After a short wait the next one begins, for ever;
 * so there is one way back from every failure. What is followed remembers between sessions how far it had got:
 *
 * - `newest`, a state: the register sends it as it is now, then whenever it changes. It is just asked for again.
 * - `everyChange`, a list and the changes to it: a snapshot comes with the cursor of the log that was read before it.
 *   Each session reads what the log has after the last cursor, then subscribes after that: no gap, no double.
 *   Where the log cannot go on from a cursor (RESYNC_REQUIRED: the database was restored), a fresh snapshot is taken.
 *
 * The page is `live` once all that it follows has caught up, and `lost` since it last heard from the register.
 */
export type ConnectionState = "connecting" | "live" | "lost";

/** Begins to follow something in a new session; resolves once that has caught up. */
export type Followed = (session: Session) => Promise<void>;

interface Options {
  url: string; // such as wss://register.example/graphql
  following: readonly Followed[];
  /** Asked for each session, as tokens end. */
  token?: () => string | null;
  onConnection(state: ConnectionState, since: Date): void;
  /** What the register refuses, for the page to tell; it is asked again nevertheless. */
  onRefused?(refusal: Refused): void;
}

/** The register is asked for a sign of life every 8 s. After 16 s of silence, or 5 s at the door, the session ends. */
const PING_MS = 8_000;
const SILENCE_MS = 16_000;
const KNOCKING_MS = 5_000;
const LOOK_MS = 2_000;

/** Up to 5 s in the first minutes, then 15 s. Half is chance: thousands must not come back at once. And what the register asks for. */
function waitAfter(failures: number, reason: unknown): number {
  const asked = reason instanceof Refused ? Number(reason.extensions.retryAfterMs ?? 0) : 0;
  return asked + Math.min(failures < 40 ? 5_000 : 15_000, 250 * 2 ** failures) * (0.5 + Math.random() / 2);
}

/** Follows until what it returns is called. */
export function connect(options: Options): () => void {
  const closing = new AbortController();
  const { signal } = closing;
  let session: Session | undefined;
  let goOn = () => {};
  options.onConnection("connecting", new Date());
  const run = async () => {
    for (let failures = 0; !signal.aborted; ) {
      session = new Session(options.url, options.token?.() ?? null);
      failures = (await wasLive(session, options)) ? 0 : failures + 1;
      await new Promise<void>((resolve) => {
        goOn = resolve;
        setTimeout(resolve, waitAfter(failures, session?.signal.reason));
      });
    }
  };
  void run();
  const looking = setInterval(() => session?.endIfSilent(), LOOK_MS);
  document.addEventListener("visibilitychange", () => session?.endIfSilent(), { signal });
  window.addEventListener("offline", () => session?.end("offline"), { signal });
  window.addEventListener("online", () => goOn(), { signal });
  return () => {
    clearInterval(looking);
    closing.abort();
    session?.end("closed");
  };
}

/** Follows everything in a session until it ends, and says whether it had caught up. */
async function wasLive(session: Session, { following, onConnection, onRefused }: Options): Promise<boolean> {
  let isLive = false;
  const caughtUp = () => {
    if (session.signal.aborted) return;
    isLive = true;
    onConnection("live", new Date());
  };
  Promise.all(following.map((follow) => follow(session))).then(caughtUp, session.end);
  const reason = await session.ended;
  if (isLive) onConnection("lost", new Date(session.heardAt));
  if (reason instanceof Refused) onRefused?.(reason);
  return isLive;
}

export function newest<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  take: (data: Data) => void,
): Followed {
  return (session) =>
    new Promise((caughtUp) => {
      session.subscribe(operation, variables, (data) => {
        take(data);
        caughtUp();
      });
    });
}

interface Changes<Change, Data, Variables> {
  /** Takes in all there is, and returns the cursor that was read before it (`liveCursor`). */
  snapshot(signal: AbortSignal): Promise<string>;
  /** The changes after a cursor, oldest first, as far as a page goes; none when it has caught up. */
  after(cursor: string, signal: AbortSignal): Promise<readonly Change[]>;
  subscription: Operation<Data, Variables>;
  variables(after: string): Variables;
  changeOf(data: Data): Change;
  /** Each change once; `missed` is one from before the page was live. */
  take(change: Change, missed: boolean): void;
}

export function everyChange<Change extends { cursor: string }, Data, Variables>(
  of: Changes<Change, Data, Variables>,
): Followed {
  let cursor: string | null = null;
  const take = (change: Change, missed: boolean) => {
    cursor = change.cursor;
    of.take(change, missed);
  };
  return async ({ signal, subscribe }) => {
    signal.addEventListener("abort", () => {
      if (signal.reason instanceof Refused && signal.reason.code === "RESYNC_REQUIRED") cursor = null;
    });
    const begun = cursor ?? (await of.snapshot(signal));
    signal.throwIfAborted(); // from here on, another session may be going on from the cursor
    cursor = begun;
    for (let page = await of.after(cursor, signal); page.length > 0; page = await of.after(cursor, signal)) {
      signal.throwIfAborted();
      for (const change of page) take(change, true);
    }
    await subscribe(of.subscription, of.variables(cursor), (data) => take(of.changeOf(data), false));
  };
}

/** One socket, until anything goes wrong with it. */
export class Session {
  heardAt = Date.now();
  private heardTick = performance.now();
  private patience = KNOCKING_MS;
  private readonly ending = new AbortController();
  private readonly leaving: (() => void)[] = [];
  private readonly letIn: Promise<void>;
  private readonly client;

  constructor(url: string, token: string | null) {
    const heard = () => {
      this.heardAt = Date.now();
      this.heardTick = performance.now();
    };
    const on = { opened: heard, message: heard, closed: this.end, error: this.end };
    this.client = createClient({
      ...{ url, on, keepAlive: PING_MS, retryAttempts: 0 }, // to try again is up to `connect`
      connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
    });
    this.letIn = new Promise((resolve) => this.client.on("connected", () => resolve()));
    this.letIn.then(() => {
      this.patience = SILENCE_MS;
    });
  }

  /** Aborted when the session has ended, with the reason. */
  readonly signal = this.ending.signal;
  readonly ended = new Promise<unknown>((resolve) =>
    this.signal.addEventListener("abort", () => resolve(this.signal.reason)),
  );

  /** Hands over what comes until the session ends. Resolves when the register has let the page in. */
  readonly subscribe = <Data, Variables>(
    operation: Operation<Data, Variables>,
    variables: Variables,
    take: (data: Data) => void,
  ): Promise<void> => {
    this.signal.throwIfAborted();
    const payload = { query: operation.toString(), variables: variables as Record<string, unknown> };
    const leave = this.client.subscribe<Data>(payload, {
      next: ({ data, errors }) => (errors ? this.end(errors) : this.signal.aborted || take(data as Data)),
      error: this.end,
      complete: () => this.end("complete"),
    });
    this.leaving.push(leave);
    return this.letIn;
  };

  readonly end = (reason: unknown): void => {
    if (this.signal.aborted) return;
    this.ending.abort(refusalIn(reason) ?? reason ?? "ended");
    for (const leave of this.leaving) leave();
    Promise.resolve(this.client.dispose()).catch(() => undefined);
    this.client.terminate(); // waits for no answer
  };

  /** By both clocks: one may be set back, the other stand still in sleep. A hidden page's timers are slow: later. */
  endIfSilent(): void {
    const silence = Math.max(Date.now() - this.heardAt, performance.now() - this.heardTick);
    if (!document.hidden && silence > this.patience) this.end("silence");
  }
}
