import { HUES, SCHEMES, TOKENS } from './tokens';

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(SCHEMES)('the %s theme', (scheme) => {
  const tokens = TOKENS[scheme];
  const grounds = ['paper', 'surface', 'sunken', 'raised', 'hover'] as const;

  it.each(['ink', 'ink-2', 'ink-3', 'link', 'soon-ink', 'breached-ink'] as const)(
    'writes %s with AA contrast on every ground',
    (ink) => {
      for (const ground of grounds) expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(HUES)('writes %s with AA contrast on its tint and on every ground', (hue) => {
    const { ink, tint } = tokens.hues[hue];
    for (const ground of [tint, ...grounds.map((name) => tokens[name])])
      expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('writes on what takes something away with AA contrast, also under the pointer', () => {
    for (const ground of ['danger', 'danger-hover'] as const)
      expect(contrast(tokens['on-danger'], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('writes on the accent and on the clock tints with AA contrast', () => {
    expect(contrast(tokens['on-accent'], tokens.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens.ink, tokens['accent-tint'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens['soon-ink'], tokens['soon-tint'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens['breached-ink'], tokens['breached-tint'])).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the focus ring with 3:1 against every ground', () => {
    for (const ground of grounds) expect(contrast(tokens.focus, tokens[ground])).toBeGreaterThanOrEqual(3);
  });
});
