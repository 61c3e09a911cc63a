import { STATUSES, type Status } from "./status.js";
import { inLanguage } from "./words.js";

/** Drawn inline, for those who see it: the words beside it say the same. */
export function Icon({ svg }: { svg: string }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />;
}

/** A status: sign, word and colour. */
export function StatusSign({ status }: { status: Status }) {
  const { icon, word } = STATUSES[status];
  return (
    <span class="status" data-sign={status}>
      <Icon svg={icon} />
      {inLanguage<string>(word)}
    </span>
  );
}
