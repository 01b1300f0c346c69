import { type CSSVariablesResolver, createTheme, Input, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Shade 6 carries white text in light colours (6.8:1), shade 5 in dark ones (4.5:1). */
const cobalt: MantineColorsTuple = [
  '#eef2ff',
  '#dde4fd',
  '#b9c6fa',
  '#94a9f8',
  '#7189f3',
  '#4f6bea',
  '#2a4bd8',
  '#223fbb',
  '#1c3499',
  '#162877',
];

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif, "Apple Color Emoji", "Segoe UI Emoji"';

/** Mantine in our colours and sizes: every control is at least 44 px tall, the size a thumb needs. */
export const theme = createTheme({
  colors: { cobalt },
  primaryColor: 'cobalt',
  primaryShade: { light: 6, dark: 5 },
  fontFamily,
  headings: { fontFamily, fontWeight: '700' },
  defaultRadius: 'md',
  radius: { md: '10px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'md', h: 48 } },
    ActionIcon: { defaultProps: { size: 44 } },
    TextInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    TagsInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md', rightSectionWidth: 52 } },
    Input: Input.extend({ vars: () => ({ wrapper: { '--input-height': '52px' } }) }),
  },
});

/** Mantine's own colours, taken from ours (tokens.css), which know light from dark by themselves. */
export const colorVariables: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
    '--mantine-color-error': 'var(--bad-ink)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--surface-sunken)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-anchor': 'var(--accent-ink)',
  };
  return { variables: {}, light: ours, dark: ours };
};
