import { ask, Refused } from "../pages/ask.js";
import { language } from "../pages/words.js";
import { say } from "./desk-words.js";
import { type DeskMeetingFragment, ViewerDocument, type ViewerQuery } from "./graphql.generated.js";

type Viewer = ViewerQuery["viewer"];

const KEPT = "ket-nghia-token";
const AGAIN_MS = 3_000;

/** Who works at this desk. The token is kept for this window alone, and gone with it. */
export class Session {
  token: string | null = sessionStorage.getItem(KEPT);
  /** Null for a reader, and until the register has said who it is. */
  viewer: Viewer | null = null;
  /** Why nobody is signed in any more. */
  notice: string | null = null;
  /** How often somebody has left: what was on the desk then is cleared away. */
  left = 0;

  constructor(private readonly onChange: () => void) {
    void this.recognise();
  }

  /** Throws what the register says against the token. */
  async signIn(token: string): Promise<void> {
    const { viewer } = await ask(ViewerDocument, { language }, { token });
    sessionStorage.setItem(KEPT, token);
    this.set(token, viewer, null);
  }

  signOut(notice: string | null = null): void {
    sessionStorage.removeItem(KEPT);
    if (notice === null) this.left++;
    this.set(null, null, notice);
  }

  /** To be called with every refusal: a token ends in the middle of work. */
  heed(error: unknown, token = this.token): void {
    if (!(error instanceof Refused) || error.code !== "UNAUTHENTICATED" || token !== this.token) return;
    this.signOut(this.token === null ? say.readingNeedsSignIn : say.signInEnded);
  }

  isCoordinator(): boolean {
    return this.viewer?.role === "COORDINATOR" || this.viewer?.role === "ADMIN";
  }

  /** Whether anything may be entered at all. */
  mayWrite(): boolean {
    return this.isCoordinator() || this.viewer?.role === "OFFICER";
  }

  /** Officers of the host, also as its successor, and coordinators lead a meeting. */
  mayLead({ host }: Pick<DeskMeetingFragment, "host">): boolean {
    if (this.isCoordinator()) return true;
    if (this.viewer?.role !== "OFFICER" || host === null) return false;
    return this.viewer.localities.some(({ id }) => id === host.id || id === host.responsibleNow.id);
  }

  private set(token: string | null, viewer: Viewer | null, notice: string | null): void {
    Object.assign(this, { token, viewer, notice });
    this.onChange();
  }

  /** Who it was before the page was loaded again. */
  private async recognise(): Promise<void> {
    const { token } = this;
    if (token === null) return;
    try {
      await this.signIn(token);
    } catch (error) {
      this.heed(error, token);
      if (this.token === token) setTimeout(() => void this.recognise(), AGAIN_MS);
    }
  }
}

/** Whom this register offers to be, for trying out. To be read before the page is drawn over it. */
export function demoUsers(): { name: string; token: string }[] {
  return JSON.parse(document.querySelector("#demo-users")?.textContent ?? "[]");
}
