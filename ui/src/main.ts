// Starts the interface.

import "$lib/styles/tokens.css";
import "$lib/styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { theme } from "$lib/state/theme.svelte";

theme.apply();

const target = document.getElementById("app");
if (target) mount(App, { target });
