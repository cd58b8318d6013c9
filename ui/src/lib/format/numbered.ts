/** Items of a menu are told apart by their labels; of those that are called the same, all but the first are numbered. */
export function numbered<T extends { label: string }>(items: T[]): T[] {
	const taken = new Set<string>();
	return items.map((item) => {
		let { label } = item;
		for (let n = 2; taken.has(label); n++) label = `${item.label} (${n})`;
		taken.add(label);
		return label === item.label ? item : { ...item, label };
	});
}
