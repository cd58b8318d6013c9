// Is the window too narrow for panes beside the content? At twice the size, a window of 1280 pixels is.
// Style sheets ask the same by `@media (width < 840px)`.

import { MediaQuery } from "svelte/reactivity";

export const narrow = new MediaQuery("(width < 840px)");
