import type { Logger } from "../base/log.js";
import { untimed } from "../store/deadline.js";

const POLL_MS = 1_000;

/** Looks at the database when it is told to, one look at a time, and every second: a wake-up may be lost. */
export class Looks {
  /** The look that is under way, or was the last one. */
  private latest: Promise<void> = Promise.resolve();
  /** The one after it, if anybody wants one. */
  private next: Promise<void> | null = null;
  private poll: NodeJS.Timeout | undefined;
  private hasStopped = false;

  /** `at` names what is looked at, for telling that it failed. */
  constructor(
    private readonly look: () => Promise<void>,
    private readonly at: string,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.poll = setInterval(() => void this.wake(), POLL_MS);
  }

  /** Resolves when the look that is under way has ended; none follows. */
  async stop(): Promise<void> {
    clearInterval(this.poll);
    this.hasStopped = true;
    await (this.next ?? this.latest);
  }

  /** Resolves when a look has ended that began after the call; what fails is tried again by the next one. */
  wake(): Promise<void> {
    this.next ??= untimed(() => this.latest.then(() => this.begin()));
    return this.next;
  }

  private async begin(): Promise<void> {
    this.latest = this.next as Promise<void>;
    this.next = null;
    if (this.hasStopped) return;
    await this.look().catch((error) => this.logger.error({ err: error }, `cannot read ${this.at}; trying again`));
  }
}
