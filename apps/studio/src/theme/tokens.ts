/**
 * Every colour of the studio, per theme. Screens use the CSS variables made from these (`--r-…`); nothing else names a hex value.
 * `tokens.spec.ts` proves that each ink reaches AA on each ground it is used on.
 */
export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** Ripeness first, then what sales makes of it. One meaning per colour. */
export const HUES = ['park', 'nurture', 'develop', 'sales-ready', 'handed-off', 'won', 'lost'] as const;
export type Hue = (typeof HUES)[number];

/** `solid`: dots, bars and rings. `tint`: the ground of a badge. `ink`: words on the tint. */
export interface HueTokens {
  readonly solid: string;
  readonly tint: string;
  readonly ink: string;
}

export interface SchemeTokens {
  readonly paper: string;
  readonly surface: string;
  readonly sunken: string;
  readonly raised: string;
  readonly hover: string;
  readonly line: string;
  readonly 'line-strong': string;
  readonly ink: string;
  readonly 'ink-2': string;
  readonly 'ink-3': string;
  readonly accent: string;
  readonly 'accent-tint': string;
  readonly 'on-accent': string;
  /** The ground of a button that takes something away, and the words on it. */
  readonly danger: string;
  readonly 'danger-hover': string;
  readonly 'on-danger': string;
  readonly link: string;
  readonly focus: string;
  readonly soon: string;
  readonly 'soon-ink': string;
  readonly 'soon-tint': string;
  readonly breached: string;
  readonly 'breached-ink': string;
  readonly 'breached-tint': string;
  readonly hues: Readonly<Record<Hue, HueTokens>>;
}

export const TOKENS: Readonly<Record<Scheme, SchemeTokens>> = {
  light: {
    paper: '#faf8f4',
    surface: '#ffffff',
    sunken: '#f3f0e9',
    raised: '#ffffff',
    hover: '#f6f3ed',
    line: '#e7e2d8',
    'line-strong': '#cdc6b8',
    ink: '#23201b',
    'ink-2': '#575146',
    'ink-3': '#6d665a',
    accent: '#f2c230',
    'accent-tint': '#fdf1cc',
    'on-accent': '#241d07',
    danger: '#b03a2b',
    'danger-hover': '#96301f',
    'on-danger': '#ffffff',
    link: '#7a5700',
    focus: '#9a6f00',
    soon: '#d98a00',
    'soon-ink': '#7d4b00',
    'soon-tint': '#fdeed3',
    breached: '#c8402f',
    'breached-ink': '#a02b1c',
    'breached-tint': '#fbe5e1',
    hues: {
      park: { solid: '#8c857a', tint: '#eeebe5', ink: '#57524a' },
      nurture: { solid: '#4f9a4a', tint: '#e3f1e0', ink: '#2a6228' },
      develop: { solid: '#98b32c', tint: '#eff4d4', ink: '#53630c' },
      'sales-ready': { solid: '#eab308', tint: '#fff1c2', ink: '#6b4e00' },
      'handed-off': { solid: '#3f7fc4', tint: '#e1ecf8', ink: '#1f548f' },
      won: { solid: '#14968c', tint: '#d8f1ee', ink: '#0b5f58' },
      lost: { solid: '#b8695f', tint: '#f7e6e3', ink: '#8a3a30' },
    },
  },
  dark: {
    paper: '#171512',
    surface: '#1e1b18',
    sunken: '#13110f',
    raised: '#262320',
    hover: '#272420',
    line: '#332f29',
    'line-strong': '#4c463d',
    ink: '#f2eee6',
    'ink-2': '#c2bbad',
    'ink-3': '#a1998a',
    accent: '#f2c230',
    'accent-tint': '#3b3011',
    'on-accent': '#241d07',
    danger: '#b94635',
    'danger-hover': '#96301f',
    'on-danger': '#ffffff',
    link: '#f0cb5c',
    focus: '#f2c230',
    soon: '#f0a93a',
    'soon-ink': '#f6c377',
    'soon-tint': '#3a2a10',
    breached: '#ea6552',
    'breached-ink': '#f7a294',
    'breached-tint': '#421f19',
    hues: {
      park: { solid: '#8f887c', tint: '#2e2a25', ink: '#c4bcae' },
      nurture: { solid: '#5fae59', tint: '#1d3020', ink: '#9bd696' },
      develop: { solid: '#a9c43c', tint: '#2b3114', ink: '#cbdd7a' },
      'sales-ready': { solid: '#f5c93a', tint: '#3a2f0c', ink: '#fadb73' },
      'handed-off': { solid: '#6aa5e3', tint: '#1b2b3d', ink: '#a3cbf4' },
      won: { solid: '#35b5aa', tint: '#10302d', ink: '#7fdcd3' },
      lost: { solid: '#cc8177', tint: '#3a211e', ink: '#eab1a9' },
    },
  },
};

/** Flat CSS variables of one theme: `--r-ink`, `--r-develop-tint`, … */
export function cssVariablesOf(scheme: Scheme): Record<string, string> {
  const { hues, ...plain } = TOKENS[scheme];
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(plain)) variables[`--r-${name}`] = value;
  for (const hue of HUES) {
    const { solid, tint, ink } = hues[hue];
    Object.assign(variables, { [`--r-${hue}-solid`]: solid, [`--r-${hue}-tint`]: tint, [`--r-${hue}-ink`]: ink });
  }
  return variables;
}
