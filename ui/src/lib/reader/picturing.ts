// A page, or a part of it, as an image of its own.

/** A part of a page as it is shown, in shares of its width and height. */
export interface Part {
	x0: number;
	y0: number;
	x1: number;
	y1: number;
}

/** Turns an image by quarters, clockwise, and cuts a part out of it; answers a PNG. */
export async function cutOut(picture: Blob, quarters: number, part: Part): Promise<Blob> {
	const bitmap = await createImageBitmap(picture);
	const [width, height] = quarters % 2 ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round((part.x1 - part.x0) * width));
	canvas.height = Math.max(1, Math.round((part.y1 - part.y0) * height));
	const context = canvas.getContext("2d");
	if (!context) throw new Error("no canvas");
	context.translate(width / 2 - part.x0 * width, height / 2 - part.y0 * height);
	context.rotate((quarters * Math.PI) / 2);
	context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
	bitmap.close();
	return new Promise((resolve, reject) =>
		canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no image"))), "image/png"),
	);
}
