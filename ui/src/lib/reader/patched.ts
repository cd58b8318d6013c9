// A mark as it will be after a change that the backend has not confirmed yet.

import type { Annotation, AnnotationPatch, Quad, Shape } from "$lib/backend";
import { quadOf } from "./coordinates";
import { boundsOf } from "./shapes";

export function patched(mark: Annotation, patch: Partial<AnnotationPatch>): Annotation {
	const tags = patch.tags ?? mark.tags;
	const added = (patch.add_tags ?? []).filter((tag) => !tags.includes(tag));
	return {
		...mark,
		...(patch.shape ? { target: { ...mark.target, shape: patch.shape, quads: around(patch.shape) } } : {}),
		color: patch.color ?? mark.color,
		comment: patch.comment ?? mark.comment,
		tags: [...tags, ...added].filter((tag) => !(patch.remove_tags ?? []).includes(tag)),
	};
}

/** The box around a shape, as the quads of a mark that is drawn. */
function around(shape: Shape): Quad[] {
	return [quadOf(boundsOf(shape))];
}
