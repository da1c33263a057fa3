// What script adds to pages that are whole without it. Each part looks for its own elements.
import { keys } from "./keys.js";
import { live } from "./live.js";
import { overview } from "./overview.js";
import { quotes } from "./quotes.js";
import { select } from "./select.js";
import { upload } from "./upload.js";

keys();
live();
overview();
quotes();
select();
upload();
