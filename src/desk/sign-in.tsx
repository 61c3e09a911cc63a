import { useContext } from "preact/hooks";
import { Refused } from "../pages/ask.js";
import { say } from "./desk-words.js";
import { Alert, Field, Form, typed } from "./form.js";
import { Who } from "./press.js";
import { Unfit } from "./problem.js";
import { demoUsers, type Session } from "./session.js";
import "./sign-in.css";

const users = demoUsers();

/** For whoever reads: how to become somebody who enters things. */
export function SignIn() {
  const session = useContext(Who);
  if (session.token !== null) return null;
  return (
    <section class="sign-in">
      <h2>{say.signInDo}</h2>
      {session.notice ? <Alert text={session.notice} /> : <p class="hint">{say.signInHint}</p>}
      <Form submit={say.signIn} send={async (fields) => signIn(session, typed(fields, "token") ?? "")}>
        <Field name="token" label={say.token} required max={8_000} />
      </Form>
      {users.length > 0 && <DemoUsers />}
    </section>
  );
}

function DemoUsers() {
  const session = useContext(Who);
  return (
    <div class="demo">
      <p id="demo">{say.try}</p>
      <ul aria-labelledby="demo">
        {users.map(({ name, token }) => (
          <li key={name}>
            <button type="button" data-user={name} onClick={() => void signIn(session, token).catch(() => undefined)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

async function signIn(session: Session, text: string): Promise<void> {
  const token = text.replace(/^Bearer\s+/i, "");
  // A header holds no other letters: what has some was never a token.
  if (!/^[\w.~+/=-]+$/.test(token)) throw new Unfit("token", say.wrongToken);
  await session.signIn(token).catch((error) => {
    if (!(error instanceof Refused) || error.code !== "UNAUTHENTICATED") throw error;
    throw new Unfit("token", error.extensions.expired ? say.endedToken : say.wrongToken);
  });
  document.querySelector<HTMLElement>("main")?.focus();
}
