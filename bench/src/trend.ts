/** One value at one time, in whatever units the caller counts. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * The robust slope of Theil and Sen: the median of the slopes between all pairs of points. A third of the points may lie anywhere. Units of
 * `value` per unit of `at`; NaN below two points.
 * Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968).
 */
export function robustSlope(points: readonly Point[]): number {
  const slopes = points
    .flatMap((one, index) =>
      points
        .slice(index + 1)
        .flatMap((other) => (other.at === one.at ? [] : [(other.value - one.value) / (other.at - one.at)])),
    )
    .sort((a, b) => a - b);
  const middle = slopes.length / 2;
  return ((slopes[Math.ceil(middle) - 1] ?? Number.NaN) + (slopes[Math.floor(middle)] ?? Number.NaN)) / 2;
}
