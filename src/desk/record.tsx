import { useContext, useState } from "preact/hooks";
import { say } from "./desk-words.js";
import { Alert } from "./form.js";
import type { DeskMeetingFragment as Meeting } from "./graphql.generated.js";
import { Who } from "./press.js";
import { wrong } from "./problem.js";

const LANGUAGES = { vi: "Tiếng Việt", en: "English" };

/** The record of a closed meeting as a file. Fetched with the token: a link could not bring it along. */
export function Records({ meeting: { key } }: { meeting: Meeting }) {
  const session = useContext(Who);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async (lang: string) => {
    setProblem(null);
    await download(key, lang, session.token).catch(() => setProblem(wrong.noRecord));
  };
  return (
    <div class="record">
      <p id="record">{say.record}</p>
      {Object.entries(LANGUAGES).map(([lang, name]) => (
        <button key={lang} type="button" data-action="record" data-lang={lang} onClick={() => void load(lang)}>
          <span lang={lang}>{name}</span>
        </button>
      ))}
      {problem && <Alert text={problem} />}
    </div>
  );
}

async function download(key: string, lang: string, token: string | null): Promise<void> {
  const headers: HeadersInit = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`/meetings/${encodeURIComponent(key)}/record.md?lang=${lang}`, { headers });
  if (!response.ok) throw new Error(`${response.status}`);
  const href = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement("a"), { href, download: `${key}.${lang}.md` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // the download may begin a moment later
}
