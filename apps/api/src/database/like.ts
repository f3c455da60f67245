/** A pattern that finds a text anywhere; what the person typed means itself. */
export function likePattern(search: string): string {
  return `%${search.replace(/[\\%_]/g, '\\$&')}%`;
}
