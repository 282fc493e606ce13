/** The one theme: accent, cool neutrals, four meanings. Screens name tokens, never hex values. */
import { ActionIcon, Avatar, Button, Checkbox, createTheme, Input, Kbd, Menu, Modal, Radio, rem, SegmentedControl, Tooltip } from '@mantine/core';
import type { CSSVariablesResolver } from '@mantine/core';

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, Consolas, monospace",
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 6 },
  autoContrast: false,
  defaultRadius: 'md',
  cursorType: 'pointer',
  colors: {
    accent: ['#f3f6fe', '#e3ebff', '#cad8ff', '#acc0ff', '#8ba4fb', '#6a84f1', '#4a61dd', '#3d50c7', '#3242a6', '#27357b'],
    gray: ['#f9fafc', '#f4f5f8', '#ebedf0', '#e2e4e9', '#d0d3da', '#989ca5', '#626873', '#4a4f5a', '#31353f', '#151820'],
    dark: ['#e8e9ed', '#b7bbc1', '#9a9ea7', '#5f636c', '#363a42', '#272a31', '#1e2026', '#15171c', '#0e1015', '#080a0e'],
  },
  fontSizes: { xs: rem(11), sm: rem(12), md: rem(13), lg: rem(15), xl: rem(20) },
  lineHeights: { xs: '1.45', sm: '1.4', md: '1.45', lg: '1.4', xl: '1.25' },
  spacing: { xs: rem(6), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(3), sm: rem(4), md: rem(6), lg: rem(8), xl: rem(12) },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: rem(20), lineHeight: '1.25' },
      h2: { fontSize: rem(15), lineHeight: '1.4' },
      h3: { fontSize: rem(13), lineHeight: '1.45' },
    },
  },
  shadows: {
    sm: '0 1px 2px rgba(16,20,32,.06)',
    md: '0 4px 16px rgba(16,20,32,.10)',
    xl: '0 16px 48px rgba(16,20,32,.22), 0 2px 8px rgba(16,20,32,.10)',
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs' },
      styles: { root: { fontWeight: 550, flexShrink: 0 } },
      vars: (_, props) => ({
        root:
          props.size === 'lg' ? { '--button-height': rem(48), '--button-fz': rem(16), '--button-padding-x': rem(20) }
          : props.size === 'compact-xs' ? { '--button-height': rem(24), '--button-fz': rem(12), '--button-padding-x': rem(8) }
          : { '--button-height': rem(30), '--button-fz': rem(13), '--button-padding-x': rem(12) },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Input: Input.extend({ vars: () => ({ wrapper: { '--input-height': rem(30), '--input-fz': rem(13), '--input-bd': 'var(--rd-control)' } }) }),
    Avatar: Avatar.extend({ defaultProps: { size: 22, radius: 'xl' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs', radius: 'md' }, styles: { label: { fontSize: rem(12) } } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' }, styles: { label: { fontSize: rem(13) } } }),
    Radio: Radio.extend({ defaultProps: { size: 'xs' }, styles: { label: { fontSize: rem(13) } } }),
    // In its landmark and with menu items alone inside, as assistive technology expects of a menu.
    Menu: Menu.extend({ defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400 } }),
    Modal: Modal.extend({ defaultProps: { radius: 'xl', shadow: 'xl', transitionProps: { duration: 0 } } }),
  },
});

const light = {
  '--rd-canvas': '#f6f7f9', '--rd-surface': '#ffffff', '--rd-sunken': '#f8f9fb', '--rd-hover': '#f4f5f8', '--rd-selected': '#eff3ff',
  '--rd-border': '#e4e6eb', '--rd-border-strong': '#d0d3da', '--rd-control': '#8a909c',
  '--rd-text': '#151820', '--rd-text-2': '#454a55', '--rd-text-3': '#626873',
  '--rd-accent': '#4a61dd', '--rd-accent-text': '#3d50c7', '--rd-accent-soft': '#eef2ff', '--rd-accent-line': '#cad8ff',
  '--rd-ok': '#1b6c3a', '--rd-ok-soft': '#e7f6ec', '--rd-ok-line': '#bfe3cb',
  '--rd-warn': '#7b5100', '--rd-warn-soft': '#fdf1dc', '--rd-warn-line': '#f0d6a4', '--rd-warn-solid': '#c5821d',
  '--rd-bad': '#a51e24', '--rd-bad-soft': '#ffeeec', '--rd-bad-line': '#f5c9c5',
  '--rd-ice': '#31353f', '--rd-ice-soft': '#e2e6ee', '--rd-ice-line': '#c5cad6',
  '--rd-hatch': 'rgba(21,24,32,.06)', '--rd-stage': '#e9ebef', '--rd-overlay': 'rgba(21,24,32,.38)', '--rd-focus': '#4a61dd', '--rd-heat': '74,97,221',
};

const dark: typeof light = {
  '--rd-canvas': '#0e1015', '--rd-surface': '#15171c', '--rd-sunken': '#191c22', '--rd-hover': '#1c1f26', '--rd-selected': '#1b2138',
  '--rd-border': '#272a31', '--rd-border-strong': '#383c45', '--rd-control': '#737884',
  '--rd-text': '#e8e9ed', '--rd-text-2': '#b7bbc1', '--rd-text-3': '#979ba5',
  '--rd-accent': '#6a84f1', '--rd-accent-text': '#9db2fd', '--rd-accent-soft': '#1d2440', '--rd-accent-line': '#33407a',
  '--rd-ok': '#7fd497', '--rd-ok-soft': '#17291d', '--rd-ok-line': '#274a33',
  '--rd-warn': '#ebb25f', '--rd-warn-soft': '#2e2315', '--rd-warn-line': '#574221', '--rd-warn-solid': '#d0942f',
  '--rd-bad': '#f98f87', '--rd-bad-soft': '#381d1c', '--rd-bad-line': '#66302d',
  '--rd-ice': '#d5dbe8', '--rd-ice-soft': '#2b303b', '--rd-ice-line': '#444b5a',
  '--rd-hatch': 'rgba(232,233,237,.055)', '--rd-stage': '#0a0c10', '--rd-overlay': 'rgba(4,5,8,.62)', '--rd-focus': '#8ba4fb', '--rd-heat': '106,132,241',
};

const mantineOwn = {
  '--mantine-color-body': 'var(--rd-surface)', '--mantine-color-text': 'var(--rd-text)', '--mantine-color-dimmed': 'var(--rd-text-3)',
  '--mantine-color-placeholder': 'var(--rd-text-3)', '--mantine-color-default-border': 'var(--rd-border-strong)', '--mantine-color-anchor': 'var(--rd-accent-text)',
  '--mantine-color-error': 'var(--rd-bad)', '--mantine-color-disabled': 'var(--rd-hover)', '--mantine-color-disabled-color': 'var(--rd-text-3)',
};

/** The meaning tokens as CSS variables, one value a scheme; Mantine's own variables point at them. */
export const tokens: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...light, ...mantineOwn },
  dark: { ...dark, ...mantineOwn, '--mantine-color-default': '#1c1f26' },
});
