// Read by the Vite plugin and by svelte-check.

import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default { preprocess: vitePreprocess(), compilerOptions: { runes: ({ filename }) => (filename.includes("node_modules") ? undefined : true) } };
