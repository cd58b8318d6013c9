// The choices of the colors that pages are shown in.

/** `window`: night while the window is dark, else as the file has them. */
export const pageColors = ["paper", "sepia", "night", "window"] as const;
export type PageColors = (typeof pageColors)[number];
