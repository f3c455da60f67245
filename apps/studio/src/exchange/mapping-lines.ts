/** `name = path`, one a line. A line that says something else is given back by `wrong`. */
export function readLines(text: string): {
  readonly pairs: readonly (readonly [string, string])[];
  readonly wrong: string | null;
} {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const pairs = lines.map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, Math.max(at, 0)).trim(), line.slice(at + 1).trim()] as const;
  });
  const wrong = pairs.findIndex(([name, path]) => name === '' || path === '');
  return { pairs, wrong: lines[wrong] ?? null };
}

export function writeLines(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, path]) => `${name} = ${path}`).join('\n');
}
