/** A key that no entry of the list has yet: it names a port, so it never changes afterwards. */
export function freeKey(stem: string, taken: readonly { readonly key: string }[]): string {
  const keys = new Set(taken.map(({ key }) => key));
  let number = taken.length + 1;
  while (keys.has(`${stem}_${number}`)) number++;
  return `${stem}_${number}`;
}

/** The list with one entry moved by so many places. */
export function moved<T>(list: readonly T[], index: number, by: number): readonly T[] {
  const entry = list[index];
  if (entry === undefined) return list;
  const rest = list.toSpliced(index, 1);
  return rest.toSpliced(Math.max(0, index + by), 0, entry);
}
