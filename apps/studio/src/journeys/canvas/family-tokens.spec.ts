import { SCHEMES, TOKENS } from '../../theme/tokens';
import { FAMILIES, FAMILY_TOKENS } from './family-tokens';

describe('the hues of the node families', () => {
  const pairs = SCHEMES.flatMap((scheme) => FAMILIES.map((family) => ({ scheme, family })));

  it.each(pairs)('$family is legible on its tint and on a card in the $scheme theme', ({ scheme, family }) => {
    const { ink, tint, solid } = FAMILY_TOKENS[scheme][family];
    expect(contrast(ink, tint)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ink, TOKENS[scheme].surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(solid, TOKENS[scheme].surface)).toBeGreaterThanOrEqual(3);
  });
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
