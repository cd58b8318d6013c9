// Starts the interface.

import "$lib/styles/tokens.css";
import "$lib/styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { size } from "$lib/state/size.svelte";
import { theme } from "$lib/state/theme.svelte";

theme.apply();
if (size.now !== 1) size.apply();

const target = document.getElementById("app");
if (target) mount(App, { target });
