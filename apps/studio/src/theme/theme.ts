import {
  ActionIcon,
  Badge,
  Button,
  Chip,
  createTheme,
  type CSSVariablesResolver,
  Drawer,
  type MantineColorsTuple,
  Kbd,
  Menu,
  Modal,
  NavLink,
  Paper,
  SegmentedControl,
  Tooltip,
} from '@mantine/core';
import { cssVariablesOf, type Scheme, TOKENS } from './tokens';

const ripe: MantineColorsTuple = [
  '#fffbeb',
  '#fdf1cc',
  '#fae39d',
  '#f6d365',
  '#f2c230',
  '#e2ad14',
  '#b98a08',
  '#8f6a05',
  '#6b4e00',
  '#453300',
];
/** Warm greys: Mantine's `gray` paints light screens, its `dark` paints dark ones. */
const gray: MantineColorsTuple = [
  '#faf8f4',
  '#f3f0e9',
  '#eeeae2',
  '#e7e2d8',
  '#cdc6b8',
  '#aaa294',
  '#6d665a',
  '#575146',
  '#38332b',
  '#23201b',
];
const dark: MantineColorsTuple = [
  '#f2eee6',
  '#c2bbad',
  '#a1998a',
  '#6b6355',
  '#4c463d',
  '#332f29',
  '#1e1b18',
  '#171512',
  '#13110f',
  '#0d0c0a',
];

/** Mantine chooses the words on a filled colour by its primary shade, so that shade has to be as dark as what is painted: see `danger`. */
const red: MantineColorsTuple = [
  '#fdf3f1',
  '#fbe5e1',
  '#f0b9b0',
  '#d9604d',
  TOKENS.light.danger,
  '#a02b1c',
  '#8c2416',
  '#751d11',
  '#5c170d',
  '#421f19',
];

export const theme = createTheme({
  primaryColor: 'ripe',
  primaryShade: 4,
  autoContrast: true,
  luminanceThreshold: 0.35,
  black: TOKENS.light.ink,
  colors: { ripe, gray, dark, red },
  fontFamily: "'Hanken Grotesk Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  // One scale: 12 · 13 · 14 · 16 · 20 · 28, every line height on the 4-px grid.
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1rem', sm: '1.25rem', md: '1.25rem', lg: '1.5rem', xl: '1.75rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.75rem' },
      h2: { fontSize: '1rem', lineHeight: '1.5rem' },
      h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
    },
  },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  shadows: {
    xs: '0 1px 2px rgb(60 48 20 / 6%)',
    sm: '0 1px 3px rgb(60 48 20 / 9%)',
    md: '0 4px 16px rgb(60 48 20 / 11%)',
    lg: '0 12px 32px rgb(60 48 20 / 16%)',
    xl: '0 24px 64px rgb(60 48 20 / 20%)',
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 600 } } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { withItemsBorders: false } }),
    Badge: Badge.extend({
      defaultProps: { radius: 'sm', variant: 'light' },
      styles: { root: { textTransform: 'none', fontWeight: 600 } },
    }),
    Paper: Paper.extend({ defaultProps: { radius: 'lg' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 250, withArrow: true, multiline: true, maw: 320 } }),
    // Only a named colour makes Mantine choose dark words on it.
    Chip: Chip.extend({ defaultProps: { color: 'ripe' } }),
    Kbd: Kbd.extend({ styles: { root: { borderBottomWidth: 1, fontWeight: 500 } } }),
    // The header of a dialog is no landmark of the page.
    Drawer: Drawer.extend({ defaultProps: { attributes: { header: { role: 'presentation' } } } }),
    // Focus begins on the first item, as in every other menu on the machine.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.35, blur: 2 },
      },
      styles: {
        title: { fontSize: '1rem', fontWeight: 620 },
        content: { background: 'var(--r-surface)' },
        header: { background: 'var(--r-surface)' },
      },
    }),
    NavLink: NavLink.extend({ defaultProps: { variant: 'subtle' } }),
  },
});

/** Our tokens, and the Mantine variables that would otherwise miss AA or look like everybody's. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...cssVariablesOf('light'), ...mantineOverrides('light') },
  dark: { ...cssVariablesOf('dark'), ...mantineOverrides('dark') },
});

function mantineOverrides(scheme: Scheme): Record<string, string> {
  const t = TOKENS[scheme];
  return {
    '--mantine-color-body': t.paper,
    '--mantine-color-text': t.ink,
    '--mantine-color-bright': t.ink,
    '--mantine-color-dimmed': t['ink-3'],
    '--mantine-color-placeholder': t['ink-3'],
    '--mantine-color-anchor': t.link,
    '--mantine-color-error': t['breached-ink'],
    '--mantine-color-default': t.surface,
    '--mantine-color-default-hover': t.hover,
    '--mantine-color-default-color': t.ink,
    '--mantine-color-default-border': t['line-strong'],
    '--mantine-color-disabled': t.sunken,
    '--mantine-color-disabled-color': t['ink-3'],
    '--mantine-color-disabled-border': t.line,
    '--mantine-color-ripe-filled': t.accent,
    '--mantine-color-ripe-filled-hover': scheme === 'light' ? '#eab71f' : '#f7cd4b',
    '--mantine-primary-color-contrast': t['on-accent'],
    '--mantine-color-ripe-light': t['accent-tint'],
    '--mantine-color-ripe-light-hover': t['accent-tint'],
    '--mantine-color-ripe-light-color': scheme === 'light' ? '#6b4e00' : '#fadb73',
    '--mantine-color-ripe-outline': t.focus,
    '--mantine-color-ripe-text': t.link,
    '--mantine-color-gray-light': t.sunken,
    '--mantine-color-gray-light-hover': t.hover,
    '--mantine-color-gray-light-color': t['ink-2'],
    '--mantine-color-gray-text': t['ink-2'],
    '--mantine-color-gray-outline': t['ink-2'],
    '--mantine-color-red-filled': t.danger,
    '--mantine-color-red-filled-hover': t['danger-hover'],
    '--mantine-color-red-light': t['breached-tint'],
    '--mantine-color-red-light-hover': t['breached-tint'],
    '--mantine-color-red-light-color': t['breached-ink'],
    '--mantine-color-red-text': t['breached-ink'],
    '--mantine-color-red-outline': t['breached-ink'],
  };
}
