/** Points to thousandths: the nearest integer, halves away from zero, decided on the decimal digits as written. */
export function toMilli(points: number): number {
  const size = Math.abs(points);
  // Below a millionth a number prints with an exponent, and it rounds to nothing anyway.
  if (size < 1e-6) return 0;
  // Moving the decimal point in the digits keeps 1.0005 at exactly 1000.5; multiplying would give 1000.4999….
  const rounded = Math.round(Number(`${size}e3`));
  return points < 0 ? -rounded : rounded;
}
