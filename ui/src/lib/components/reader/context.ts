// The open document, for every part of the reader.

import { createContext } from "svelte";
import type { ReaderState } from "$lib/state/reader.svelte";

/** Asked for as a function, because a component outlives no document but its parts are made before it is read. */
export const [getReader, setReader] = createContext<ReaderState>();
