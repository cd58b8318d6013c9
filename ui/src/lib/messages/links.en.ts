// Strings of links and of what is copied from a page, in English.

export const links = {
	toPage: (name: string) => `Link to ${name.toLowerCase()}`,
	outside: (address: string) => `Link to ${address}, in the browser`,
	notHere: "The link leads to a document that is not in this library",
	unknown: "This link leads nowhere",

	/** Asked before anything is opened. */
	ask: {
		title: "Open this address?",
		text: "The link leads out of Rapporteur. Your browser or mail program would open it and use the network.",
		open: "Open",
		copy: "Copy the address",
		cancel: "Cancel",
		failed: "The address could not be opened",
	},

	copying: {
		label: "Copy",
		words: "Selected words",
		citation: (slides: boolean) => (slides ? "Citation of the slide" : "Citation of the page"),
		link: (slides: boolean) => (slides ? "Link to the slide" : "Link to the page"),
		image: (slides: boolean) => (slides ? "Slide as an image" : "Page as an image"),
		area: "An area as an image…",
		text: (slides: boolean) => (slides ? "Text of the slide" : "Text of the page"),
		selectionLink: "Copy a link to these words",
		copiedLink: "A link to this spot was copied",
		copiedImage: "Copied as an image",
		copiedText: "Copied",
		imageFailed: "The image could not be copied",
		drag: "Drag over what to copy",
	},
};
