/** The value below which a share of the values lies; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Runs a bench and ends with its one line, or with what went wrong. */
export function report(bench: () => Promise<object>): void {
  bench().then(
    (figures) => process.stdout.write(`${JSON.stringify(figures)}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}

/** Both sides in turn, the first to go alternating, so that a machine that slows down slows both. */
export function* interleaved<Side extends string>(
  sides: readonly [Side, Side],
  rounds: number,
): Generator<[number, Side]> {
  for (let round = 1; round <= rounds; round += 1)
    for (const side of round % 2 === 1 ? sides : [sides[1], sides[0]]) yield [round, side];
}
