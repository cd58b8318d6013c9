// Lays a page's words, unseen, over its image: what the pointer, the keyboard and screen readers take hold of.

import type { PageText, TextLine } from "$lib/backend";
import { shownAngle, toShown, type Frame } from "./coordinates";
import { toCodePoints, toUnits } from "./offsets";
import { extent, pieces } from "./pageText";

const FONT = "sans-serif";
const MEASURED_AT = 100;

/** A place in a document's text. */
export interface TextPosition {
	page: number;
	offset: number;
}

/** A text node, and where it begins in its page's text. */
interface Run {
	node: Text;
	page: number;
	start: number;
}

/** The text layers that are on screen: from code points to nodes and back. */
export class TextLayers {
	#runs = new WeakMap<Node, Run>();
	#pages = new Map<number, Run[]>();

	/** Fills `root`, which is as large as the shown page in points; CSS scales it. Answers what forgets it again. */
	build(page: number, root: HTMLElement, text: PageText, frame: Frame): () => void {
		const runs: Run[] = [];
		const lines = document.createDocumentFragment();
		for (const line of text.lines) {
			if (line.edges.length) lines.append(this.#line(page, line, text, frame, runs), document.createElement("br"));
		}
		root.replaceChildren(lines);
		this.#pages.set(page, runs);
		return () => {
			if (this.#pages.get(page) === runs) this.#pages.delete(page);
			root.replaceChildren();
		};
	}

	/** Where a character of a shown page is in the document's nodes. */
	toNode({ page, offset }: TextPosition): [Node, number] | null {
		const runs = this.#pages.get(page);
		const run = runs?.findLast(({ start }) => start <= offset) ?? runs?.[0];
		return run ? [run.node, toUnits(run.node.data, offset - run.start)] : null;
	}

	/** The text position of a boundary point of a selection; `null` outside the layers. */
	toPosition(node: Node | null, unit: number): TextPosition | null {
		if (!node) return null;
		const run = this.#runs.get(node);
		if (run) return { page: run.page, offset: run.start + toCodePoints(run.node.data, unit) };
		// The boundary lies between elements: it is the beginning of the next text, or the end of the last.
		const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
		const child = node.childNodes[unit];
		for (let text = walker.nextNode(); text; text = walker.nextNode()) {
			const found = this.#runs.get(text);
			if (!found) continue;
			const isBefore = child && !(child.contains(text) || child.compareDocumentPosition(text) & 4);
			if (child && !isBefore) return { page: found.page, offset: found.start };
		}
		const last = [...this.#pages.values()].flat().findLast((candidate) => node.contains(candidate.node));
		return last ? { page: last.page, offset: last.start + toCodePoints(last.node.data, last.node.data.length) } : null;
	}

	#line(page: number, line: TextLine, text: PageText, frame: Frame, runs: Run[]): HTMLElement {
		const { low, high } = extent(line);
		const { origin, direction, ascent, descent, size } = line;
		const corner = toShown(frame, {
			x: origin.x + direction.x * low - direction.y * ascent,
			y: origin.y + direction.y * low + direction.x * ascent,
		});
		const height = Math.max(1, ascent + descent);
		const element = document.createElement("div");
		element.dir = line.rtl ? "rtl" : "ltr";
		element.style.cssText = `left:${px(corner.x)};top:${px(corner.y)};width:${px(high - low)};height:${px(height)};line-height:${px(height)};font-size:${px(size)};transform:rotate(${shownAngle(frame, direction).toFixed(5)}rad)`;
		const found = pieces(text, line);
		for (const [idx, piece] of found.entries()) {
			const span = document.createElement("span");
			const node = document.createTextNode(piece.text);
			span.append(node);
			const measured = textWidth(piece.text) * size;
			if (line.rtl) {
				// Letters that join must not be spaced apart, so the word is scaled as a whole.
				const scale = measured > 0 ? (piece.high - piece.low) / measured : 1;
				span.style.cssText = `position:absolute;inset-inline-start:auto;left:${px(piece.low - low)};transform:scaleX(${scale.toFixed(4)})`;
			} else {
				const next = found[idx + 1];
				const width = (next && next.low > piece.low ? next.low : piece.high) - piece.low;
				const n_chars = toCodePoints(piece.text, piece.text.length);
				span.style.letterSpacing = px((width - measured) / Math.max(1, n_chars));
			}
			element.append(span);
			const run = { node, page, start: piece.start };
			this.#runs.set(node, run);
			runs.push(run);
		}
		return element;
	}
}

const px = (points: number) => `${points.toFixed(3)}px`;

const widths = new Map<string, number>();
let canvas: CanvasRenderingContext2D | null = null;

/** A text's width in the layer's font, at size 1. */
function textWidth(text: string): number {
	const known = widths.get(text);
	if (known !== undefined) return known;
	canvas ??= document.createElement("canvas").getContext("2d");
	if (!canvas) return 0;
	canvas.font = `${MEASURED_AT}px ${FONT}`;
	const width = canvas.measureText(text).width / MEASURED_AT;
	if (widths.size > 20_000) widths.clear();
	widths.set(text, width);
	return width;
}
