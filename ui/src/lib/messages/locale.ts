// The language of the interface.

export const locale = "en-GB";
