// What a document is called by its look.

import type { DocumentCard } from "$lib/backend";

/** A document in landscape has slides, any other has pages. */
export const hasSlides = (document: DocumentCard) => document.aspect_ratio > 1;
