import { createTheme, Input, type MantineColorsTuple } from '@mantine/core';

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

/** Mantine in our colours and sizes: every control is at least 44 px tall, the size a thumb needs. */
export const theme = createTheme({
  colors: { cobalt },
  primaryColor: 'cobalt',
  primaryShade: { light: 6, dark: 5 },
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '700' },
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
