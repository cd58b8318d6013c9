// How the interface is built and its tests are run.

import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
	plugins: [svelte()],
	resolve: { alias: { $lib: fileURLToPath(new URL("./src/lib", import.meta.url)) } },
	build: {
		// The system's web views: WebKitGTK 2.46, Safari 17.5, WebView2.
		target: ["safari17.5", "chrome123"],
		cssTarget: ["safari17.5", "chrome123"],
		// A data: address would need a hole in the content security policy.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
	},
	test: { include: ["src/**/*.test.ts"] },
});
