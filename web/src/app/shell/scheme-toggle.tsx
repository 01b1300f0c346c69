import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { MoonIcon, SunIcon } from '../../components/icons.tsx';
import { shellTexts } from './texts.ts';

/** Switches between light and dark. Choosing what the system has anyway goes back to following it. */
export function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme();
  const next = shown === 'dark' ? 'light' : 'dark';

  function toggle() {
    const system = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    setColorScheme(next === system ? 'auto' : next);
  }

  return (
    <ActionIcon
      variant="subtle"
      color="var(--ink-soft)"
      onClick={toggle}
      aria-label={next === 'dark' ? shellTexts.toDark : shellTexts.toLight}
    >
      {next === 'dark' ? <MoonIcon /> : <SunIcon />}
    </ActionIcon>
  );
}
