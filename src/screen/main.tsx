import "../pages/fonts.js";
import "../pages/theme.css";
import { render } from "preact";
import { dress } from "../pages/words.js";

dress();
render(<main>Kết Nghĩa</main>, document.body);
