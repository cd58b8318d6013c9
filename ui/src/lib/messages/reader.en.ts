// The reader's strings, in English.

export const reader = {};
