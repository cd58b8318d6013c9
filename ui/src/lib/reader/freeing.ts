// Images that are done with, and the memory of what they decoded.

/** WebKit keeps what an element has decoded until the element is collected, which may be never. */
export function letGo(image: HTMLImageElement) {
	image.src = "";
}

/** For an image of a list: what it has decoded goes with it. */
export const freed = (image: HTMLImageElement) => () => letGo(image);
