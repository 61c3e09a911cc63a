import type { Logger } from "../base/log.js";
import { untimed } from "../store/deadline.js";

const POLL_MS = 1_000;

/** Looks at the database when it is told to, one look at a time, and every second: a wake-up may be lost. */
export class Looks {
  private looking: Promise<void> | null = null;
  private again = false;
  private poll: NodeJS.Timeout | undefined;

  /** `at` names what is looked at, for telling that it failed. */
  constructor(
    private readonly look: () => Promise<void>,
    private readonly at: string,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.poll = setInterval(() => void this.wake(), POLL_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.poll);
    await this.looking;
  }

  /** Resolves when a look has ended that began after the call; what fails is tried again by the next one. */
  wake(): Promise<void> {
    this.again = true;
    this.looking ??= untimed(() => this.lookWhileAsked());
    return this.looking;
  }

  private async lookWhileAsked(): Promise<void> {
    while (this.again) {
      this.again = false;
      await this.look().catch((error) => this.logger.error({ err: error }, `cannot read ${this.at}; trying again`));
    }
    this.looking = null; // in the same turn: no call falls between, to be told of a look that has ended
  }
}
