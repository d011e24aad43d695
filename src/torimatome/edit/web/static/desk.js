// The desk's script. Everything works without it; with it, acts happen in place, keys work,
// typed text survives a lost connection, and passages light up beside the sentence.

import "./acts.js";
import "./dragging.js";
import "./keys.js";
import "./kept.js";
import "./live.js";
import "./passages.js";
import "./trying.js";
